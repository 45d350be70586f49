"""Plans and accounts, months and their entries, limits, alerts and asks."""

from credits.models.limits import Alert, AlertRule, Answer, Ask, Cap, Wish
from credits.models.periods import NOBODY, Day, Entry, Funding, Kind, Period, Rollup
from credits.models.plans import Account, Plan, PlanRevision, Price

__all__ = [
    "NOBODY",
    "Account",
    "Alert",
    "AlertRule",
    "Answer",
    "Ask",
    "Cap",
    "Day",
    "Entry",
    "Funding",
    "Kind",
    "Period",
    "Plan",
    "PlanRevision",
    "Price",
    "Rollup",
    "Wish",
]
