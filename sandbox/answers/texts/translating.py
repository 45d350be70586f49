"""Translate by a small lexicon for signs; words that it lacks stay."""

import re
from collections.abc import Iterator

from sandbox.answers.texts import openers
from sandbox.answers.texts.phrases import LANGUAGES, PHRASES
from sandbox.answers.texts.wish import Wish, lowered, raised, whole_words

PATTERN = whole_words(tuple(PHRASES))


def candidates(wish: Wish) -> Iterator[str]:
    """Yield translations, with other choices of words first, then with an opener or a closer."""
    if wish.language not in LANGUAGES:
        yield from _marked(wish)
        return
    main = translate(wish.source, wish.language)
    yield main
    yield translate(wish.source, wish.language, choice=1)
    for opener in openers.of(wish.language, wish.prompt):
        yield f"{opener} {lowered(main) if wish.language != 'de' else main}"
    for closer in openers.closers_of(wish.language, wish.prompt):
        yield f"{main.rstrip('.!')} – {closer}"


def translate(text: str, language: str, *, choice: int = 0) -> str:
    """Return a text with the words that the lexicon knows in a language; `choice` takes other words."""
    if language not in LANGUAGES:
        return text

    def new(match: re.Match[str]) -> str:
        choices = PHRASES[match[0].casefold()][LANGUAGES.index(language)].split("|")
        return choices[min(choice, len(choices) - 1)]

    return raised(re.sub(r"[ ]{2,}", " ", PATTERN.sub(new, text)).strip())


def _marked(wish: Wish) -> Iterator[str]:
    """Yield the source with a language that the lexicon lacks named beside it."""
    yield f"{wish.source} ({wish.language})"
    yield f"{wish.language}: {wish.source}"
    yield f"{wish.source} – {wish.language}, demo"
    yield f"{wish.language}, demo: {wish.source}"
