"""What can go wrong with plans and accounts. A refusal of the ledger is an outcome, not an error."""

from django.utils.translation import gettext as _


class CreditsError(Exception):
    """Something about plans or accounts that a person can put right."""


class UnknownPlanError(CreditsError):
    """There is no such plan, or it is retired."""

    def __init__(self, slug: str, known: list[str]) -> None:
        self.slug = slug
        super().__init__(f'There is no plan "{slug}" to take. Choose one of: {", ".join(known) or "none yet"}.')


class RetiredPlanError(CreditsError):
    """The plan was retired, perhaps while a form was open."""

    def __init__(self, plan: str) -> None:
        super().__init__(
            _("Nothing was changed: %(plan)s is retired, so no account can change to it. Choose another plan.")
            % {"plan": plan}
        )


class StalePreviewError(CreditsError):
    """What was previewed is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing was changed: what would happen is no longer what you saw. Look at the preview again.")
        )


class UnchangedPlanError(CreditsError):
    """A revision asks for the credits that the plan grants already."""

    def __init__(self, plan: str, credits: int) -> None:
        super().__init__(
            _("Nothing was changed: %(plan)s grants %(credits)s credits a month already. Enter another number.")
            % {"plan": plan, "credits": credits}
        )


class RevisionUnderWayError(CreditsError):
    """The last revision of the plan is still being applied to open months."""

    def __init__(self, plan: str) -> None:
        super().__init__(
            _(
                "Nothing was changed: the last change of %(plan)s is still being applied to this month's accounts. "
                "Try again when Plan revisions shows it as finished."
            )
            % {"plan": plan}
        )
