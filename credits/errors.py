"""What can go wrong with plans and accounts. A refusal of the ledger is an outcome, not an error."""


class CreditsError(Exception):
    """Something about plans or accounts that a person can put right."""


class UnknownPlanError(CreditsError):
    """There is no such plan, or it is retired."""

    def __init__(self, slug: str, known: list[str]) -> None:
        self.slug = slug
        super().__init__(f'There is no plan "{slug}" to take. Choose one of: {", ".join(known) or "none yet"}.')
