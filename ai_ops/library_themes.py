"""Give a saved layout another saved theme."""

from datetime import datetime
from uuid import UUID

from ai_ops import library
from ai_ops.errors import InvalidInputError
from ai_ops.models import SavedItem


def takes_theme(item: SavedItem) -> bool:
    """Return whether an item shows itself in the look of a theme, and not as fixed pixels."""
    return "look" in item.content


def apply(item: SavedItem, theme: SavedItem, *, author: UUID | None, at: datetime) -> SavedItem:
    """Give an item the look of a theme as it is now, as a new version. Raises InvalidInputError and ItemGoneError."""
    if not takes_theme(item):
        raise InvalidInputError({"theme": [f"“{item.name}” has no look that a theme could change."]})
    worn = {"theme": {"id": str(theme.pk), "name": theme.name}, "look": theme.content}
    note = f"theme {theme.name}"
    # A person chose it, yet nothing of what a model wrote was changed by hand.
    return library.change(item, {**item.content, **worn}, author=author, note=note, is_ai_made=item.is_ai_made, at=at)
