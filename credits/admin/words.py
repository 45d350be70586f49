"""How staff's pages say credits, moments and refusals."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from credits.errors import CreditsError
from credits.ledger import Outcome, Result


def credits_in_words(number: int) -> str:
    """Return "1 credit", "25 credits"."""
    return ngettext("%(number)s credit", "%(number)s credits", abs(number)) % {"number": number}


def accounts_in_words(number: int) -> str:
    """Return "1 account", "25 accounts"."""
    return ngettext("%(number)s account", "%(number)s accounts", number) % {"number": number}


def moment(at: datetime, zone: str) -> str:
    """Return a moment in a tenant's zone, and which zone that is."""
    return f"{date_format(timezone.localtime(at, ZoneInfo(zone)), 'j F Y, H:i')} ({zone})"


def from_to(before: object, after: object) -> str:
    """Return "70 → 430"."""
    return f"{before} → {after}"


class AdjustmentRefusedError(CreditsError):
    """The ledger refused an adjustment, or would."""


def refuse_adjustment(needed: int, remaining: int) -> AdjustmentRefusedError:
    """Return the refusal of an adjustment that would leave less than nothing."""
    return AdjustmentRefusedError(
        _("Nothing was adjusted: %(needed)s cannot be taken, because %(remaining)s this month. Take less.")
        % {
            "needed": credits_in_words(needed),
            "remaining": ngettext("%(number)s remains", "%(number)s remain", remaining) % {"number": remaining},
        }
    )


def refusal(outcome: Outcome) -> AdjustmentRefusedError | None:
    """Return what to say of an adjustment that was not made, or None where it was."""
    if outcome.ok:
        return None
    if outcome.result == Result.INSUFFICIENT:
        return refuse_adjustment(outcome.needed, outcome.remaining)
    return AdjustmentRefusedError(
        _("Nothing was adjusted: this form was sent before with other content. Open it again to adjust once more.")
    )
