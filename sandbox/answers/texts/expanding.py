"""Say the same with more words, without new facts."""

from collections.abc import Iterator

from sandbox.answers.texts import openers
from sandbox.answers.texts.wish import Wish, lowered

FRAMES = (
    "Good to know for everyone here: {text}",
    "{text} – thank you for being with us",
    "As you can see on this screen, {text}",
    "{text}, for all our guests and friends",
    "At this very moment: {text}",
    "{text} – shown live and kept up to date for you",
    "A short note for all who pass by: {text}",
)


def candidates(wish: Wish) -> Iterator[str]:
    """Yield longer texts, beginning where the request decides."""
    if openers.is_english(wish.language):
        start = wish.prompt.number("frame", len(FRAMES))
        for frame in FRAMES[start:] + FRAMES[:start]:
            inner = wish.source.rstrip(".") if frame.startswith("{") else lowered(wish.source)
            yield frame.format_map({"text": inner})
    yield from _plain(wish)


def _plain(wish: Wish) -> Iterator[str]:
    for opener in openers.of(wish.language, wish.prompt):
        for closer in openers.closers_of(wish.language, wish.prompt):
            yield f"{opener} {wish.source.rstrip('.!')} – {closer}"
        yield f"{opener} {wish.source}"
