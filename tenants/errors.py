"""What a person is told when something about tenants and people cannot be done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TenantsError(Exception):
    """Something about tenants or people cannot be done; `sentence` says it to the person."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class LastAdminError(TenantsError):
    """The tenant would be left without an admin."""

    sentence = _(
        "This is the last admin, and a tenant needs one to invite people and to set things up. "
        "Make another member an admin first."
    )


class NoLongerAdminError(TenantsError):
    """The one who asked lost the role meanwhile."""

    sentence = _("You are no longer an admin of this tenant, so nothing was changed. Ask an admin to do it.")


class NotAMemberError(TenantsError):
    """The member was removed meanwhile."""

    sentence = _("This member was removed meanwhile, so nothing was changed.")


class AlreadyMemberError(TenantsError):
    """The address belongs to a member already."""

    sentence = _("This person is a member already. Change the role in the list of members instead.")


class AlreadyInvitedError(TenantsError):
    """The address has an open invitation."""

    sentence = _("This address has an invitation already. Send it again from the list below, or revoke it first.")


class InvitationClosedError(TenantsError):
    """The invitation is used, revoked or expired; the page says which."""

    sentence = _("This invitation can no longer be used.")


class AccountExistsError(TenantsError):
    """The invited address has an account by now."""

    sentence = _("There is an account for this address already. Sign in with it to join.")


class TooManyTokensError(TenantsError):
    """The tenant has as many tokens in use as it may have."""

    sentence = _("There are 50 API tokens in use, and no more can be made. Revoke one that no program uses any more.")


class TokenGoneError(TenantsError):
    """The token was revoked meanwhile."""

    sentence = _("This token was revoked already.")
