"""What a model may say in words: plain text, and no number that the request did not give."""

import re
import unicodedata
from collections.abc import Collection

_MARKUP = re.compile(r"[<>\[\]{}`*_|\\~^]|&#?\w+;|^\s*#+\s", re.MULTILINE)
_ADDRESS = re.compile(r"@|://|\bwww\.|\b[\w-]+\.[a-z]{2,}\b|\b(?:javascript|data|mailto):", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\s,;()\"'/:=\-\u2018\u2019\u201c\u201d\u2013\u2014]+")


def numbers(text: str) -> set[str]:
    """Return the words of a text that hold a digit of any script, as they are compared."""
    words = (word.strip(".!?%#").casefold() for word in _WORD.findall(text))
    return {word for word in words if any(unicodedata.category(each).startswith("N") for each in word)}


def fault(text: str, *, allowed: Collection[str]) -> str | None:
    """Return what a text holds that it may not, in words; None for plain text.

    `allowed` are the numbers of the person's own request.
    """
    if _MARKUP.search(text):
        return "markup"
    if _ADDRESS.search(text):
        return "an address"
    if numbers(text) - set(allowed):
        return "a number that is not in the request"
    return None


def without_faults(text: str, *, allowed: Collection[str]) -> tuple[str, list[str]]:
    """Return a text without the sentences that hold what they may not, and what those held."""
    sentences = [(sentence, fault(sentence, allowed=allowed)) for sentence in _SENTENCE.split(text)]
    kept = [sentence for sentence, wrong in sentences if wrong is None]
    return " ".join(kept), [wrong for _, wrong in sentences if wrong is not None]
