"""Values in an order: dates beside times, with a zone or without."""

from datetime import UTC, date, datetime, time
from typing import Any

from ai_ops.formula.values import Value


def comparable(value: Value) -> Any:  # numbers with numbers, texts with texts, moments with moments
    """Return what a value is compared by: a date is its midnight, and a time without a zone is UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    return value
