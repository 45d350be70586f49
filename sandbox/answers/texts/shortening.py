"""Say the same in fewer characters: without fillers, articles and adjectives, abbreviated, at last cut."""

import re
from collections.abc import Callable, Iterator, Sequence

from sandbox.answers.texts.english import ABBREVIATIONS, ADJECTIVES, ARTICLES, FILLERS
from sandbox.answers.texts.wish import Wish, raised, swap, whole_words

DANGLING = frozenset(
    (
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "for",
        "in",
        "on",
        "at",
        "from",
        "with",
        "is",
        "are",
        "by",
        "&",
        "–",
        "-",
    )
)


def candidates(wish: Wish) -> Iterator[str]:
    """Yield shorter texts, the mildest first."""
    levels = list(dict.fromkeys(_levels(wish.source)))
    yield from levels
    for level in levels:
        for share in (0.8, 0.6, 0.4):
            yield cut(level, round(wish.length(wish.source) * share), wish)
    yield from _clipped(wish)


def squeeze(text: str, wish: Wish) -> str:
    """Return the mildest shortening of a text that fits the wish, or the shortest that there is."""
    if wish.length(text) <= wish.max_chars:
        return text
    for level in _levels(text):
        if wish.length(level) <= wish.max_chars:
            return level
    return cut(level, wish.max_chars, wish)


def cut(text: str, limit: int, wish: Wish) -> str:
    """Return a text without its last words, marks kept, so that it is at most `limit` long where that can be."""
    words = text.split(" ")
    place = len(words) - 1
    while wish.length(" ".join(words)) > limit and place > 0:
        if not any(mark in words[place] for mark in wish.marks):
            del words[place]
        place -= 1
    end = len(words) - (1 if _ends_in_mark(words[-1], wish) else 0)
    while end > 1 and words[end - 1].strip(".,:;").casefold() in DANGLING:
        end -= 1
        del words[end]
    return " ".join(words).rstrip(" ,;:–-" if not _ends_in_mark(words[-1], wish) else " ")


def _ends_in_mark(word: str, wish: Wish) -> bool:
    return any(mark in word for mark in wish.marks)


def _levels(text: str) -> Iterator[str]:
    """Yield a text made shorter step by step."""
    for step in _STEPS:
        yield raised(text)
        text = step(text)
    yield raised(text)


def _without(text: str, words: Sequence[str]) -> str:
    left = re.sub(r"[ ]{2,}", " ", whole_words(tuple(words)).sub("", text))
    left = re.sub(r" +(?=[.,:;!?](?:\s|$))", "", left).strip(" ,:;")
    return left if any(each.isalpha() for each in left) else text


def _with_the_owner_first(text: str) -> str:
    """Return "harbour branch sales" for "sales of the harbour branch"."""
    owner = r"([^\W\d_]{3,}(?: [^\W\d_]{4,})?)"
    return re.sub(rf"\b([^\W\d_]+) of (?:the |our |your |this )?{owner}\b", r"\2 \1", text)


def _clipped(wish: Wish) -> Iterator[str]:
    """Yield what is left for a text of one word: the word with its end cut off."""
    for kept in (5, 4, 3):
        words = [word if any(mark in word for mark in wish.marks) else word[:kept] for word in wish.source.split(" ")]
        yield " ".join(words)
        yield f"{' '.join(words)}."


_STEPS: tuple[Callable[[str], str], ...] = (
    lambda text: _without(text, FILLERS),
    _with_the_owner_first,
    lambda text: _without(text, ARTICLES),
    lambda text: _without(text, ADJECTIVES),
    lambda text: swap(text, ABBREVIATIONS),
    lambda text: text.rstrip(".!"),
)
