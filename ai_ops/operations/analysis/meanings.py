"""What the numbers of each kind of fact mean, as a model is told: the value, and in brackets its further numbers."""

from typing import Final

MEANINGS: Final[dict[str, str]] = {
    "spike": "the highest value of the event (usual: what is usual beside it; change: the difference)",
    "dip": "the lowest value of the event (usual: what is usual beside it; change: the difference)",
    "level_shift": "how far the mean moved (before, after: the two means); since is when the new level begins",
    "trend": "how far a straight line through the values goes from the first row to the last (start, end: of that "
    "line; a_row: its change from one row to the next; explained: the share of the movement that is the line, 0 to 1)",
    "seasonality": "the length of the cycle in rows (strength: 0 to 1)",
    "changed_seasonality": "how many times as wide the cycle is in the second half as in the first (alike: how alike "
    "the two cycles are, up to 1)",
    "drift": "how many times as large the usual step from row to row is at the end as at the start (before, after: "
    "the two steps); says nothing of the level",
    "period_change": "the change in % from the period before (before, last: the means of the two periods)",
    "correlation": "the rank correlation, -1 to 1 (n: rows; p)",
    "group_difference": "the difference in % between the rows of one category, the label, and all others (here, "
    "elsewhere: the two means; n: rows here; p); the second column holds the categories",
    "dominant_category": "the share in % of the rows of one category, the label (rows: their number; different: how "
    "many categories there are)",
    "flatline": "how many rows in a row hold one value (level: that value)",
    "missing_burst": "how many rows in a row have no value (in_all: missing in the whole column)",
    "gap": "how many rows are missing between since and until (seconds: how long that is)",
    "duplicate_keys": "how many rows repeat an earlier value (repeated: how many values those are)",
    "statistic": "what the label says: the mean (median, spread, n), the highest or lowest value (times: in how many "
    "rows it stands), the last value (before: the one before it), the share in % that is missing (missing, rows: the "
    "numbers), how many different values there are (rows: that have one), or how many rows",
}


def lines() -> str:
    """Return the meanings, a line for each kind."""
    return "\n".join(f"- {kind.replace('_', ' ')}: {meaning}" for kind, meaning in MEANINGS.items())
