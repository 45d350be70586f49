"""What plain prose has none of: addresses, markup, code, formulas, paths, signs and scripts of other kinds."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import regex

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose.cleaning import shortened
from ai_ops.prose.ground import Ground
from ai_ops.prose.sentences import Sentence

ADDRESS: Final = regex.compile(
    r"://|//|\bwww\b|[@\uFF20]|\b(?:https?|hxxps?|s?ftps?|javascript|vbscript|mailto|tel|sms|file|blob)\s?:|\bdata:\w"
    r"|\w[.\u3002\uFF0E\uFF61]\p{L}{2}|\p{L}{2}[.\u3002\uFF0E\uFF61]\p{L}|(?<!\S)\.\p{L}|[.\u3002\uFF0E\uFF61]\p{L}{2}"
    r"|\bdot[ -](?:com|net|org|io|dev|app|info|co|uk|de|eu|example|link|xyz|biz|ru|cn)\b|\blocalhost\b",
    regex.IGNORECASE,
)
PATH: Final = regex.compile(r"\\|~/|(?<!\S)/|/(?!\S)|\w/\w{1,60}/|\.{1,2}/|\b\p{L}:/")
MARKUP: Final = regex.compile(r"[<>\[\]`*_|#~^]|&(?:#|\w{1,31};)")
FORMULA: Final = regex.compile(r"=|^\s*[=+@-]|\$\s?⁜|\p{L}\(|\)\(|;\s*$")
PLAIN: Final = frozenset(" .,;:!?…'\"’‘“”()-–—/%&°×±≈·\u2212§⁜")
LAST_LATIN: Final = 0x24F
MORE_LATIN: Final = range(0x1E00, 0x1F00)


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield what a sentence holds beside plain words."""
    words = sentence.words
    if ADDRESS.search(words):
        yield "It contains a link or an address."
    if PATH.search(words):
        yield "It contains a path."
    if MARKUP.search(words):
        yield "It contains markup."
    if FORMULA.search(words):
        yield "It contains a formula or code."
    yield from _foreign_signs(words)


def _foreign_signs(words: str) -> Iterator[str]:
    strange = next((each for each in words if not is_plain(each)), None)
    if strange is None:
        return
    if strange.isalpha():
        yield f"It has a letter of another script or shape (“{shortened(strange)}”). Write plain English letters."
    else:
        yield f"It has a sign that plain prose does not need (“{shortened(strange)}”)."


def is_plain(sign: str) -> bool:
    """Return whether a character is a Latin letter of an ordinary shape, a number, a currency, or a mark of prose.

    Numbers are for another check.
    """
    if sign in PLAIN:
        return True
    category = unicodedata.category(sign)
    return category == "Sc" or category[0] == "N" or (category[0] == "L" and _is_latin(sign))


def _is_latin(letter: str) -> bool:
    """Return whether a letter is Latin and of no compatibility shape, such as a full-width or a mathematical one."""
    code = ord(letter)
    return letter in "µªº" or (
        (code <= LAST_LATIN or code in MORE_LATIN) and unicodedata.normalize("NFKC", letter) == letter
    )
