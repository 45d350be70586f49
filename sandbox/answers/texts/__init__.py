"""Inline text: variants made by real rewriting rules, one set for each task."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from sandbox.answers.prompt import Prompt
from sandbox.answers.texts import expanding, fixing, generating, rewriting, shortening, tones, translating
from sandbox.answers.texts.wish import Wish

type Json = dict[str, Any]

RULES: dict[str, Callable[[Wish], Iterator[str]]] = {
    "generate": generating.candidates,
    "rewrite": rewriting.candidates,
    "shorten": shortening.candidates,
    "expand": expanding.candidates,
    "fix": fixing.candidates,
    "translate": translating.candidates,
    "tone": tones.candidates,
}


def knows(schema: Any) -> bool:
    """Return whether a schema asks for variants of a text."""
    try:
        return set(schema["properties"]["variants"]["items"]["properties"]) == {"text"}
    except (TypeError, KeyError):
        return False


def draft(schema: Json, prompt: Prompt, *, is_low_contrast: bool = False) -> Json:
    """Return as many variants as were asked for: those of the task's rules that fit, the best first."""
    wish = Wish.read(prompt)
    return {"variants": [{"text": text} for text in choose(wish)]}


def choose(wish: Wish) -> list[str]:
    """Return the first candidates that a wish takes; squeezed ones come after those that fit as they are."""
    pool = _ordered(wish, list(dict.fromkeys(wish.cleaned(text) for text in RULES[wish.task](wish))))
    squeezed = (wish.cleaned(shortening.squeeze(text, wish)) for text in pool)
    spare = rewriting.candidates(replace(wish, source=fixing.mend(wish.source, is_english=wish.language == "en")))
    chosen: list[str] = []
    for text in chain(pool, squeezed, (wish.cleaned(shortening.squeeze(each, wish)) for each in spare)):
        if len(chosen) < wish.count and wish.takes(text, chosen):
            chosen.append(text)
    return chosen or [text for text in pool if text][: wish.count] or [wish.source or wish.instruction or "Demo text"]


def _ordered(wish: Wish, pool: list[str]) -> list[str]:
    """Return the pool in the order that a note on the former answer asks for."""
    if "short" in wish.note.casefold():
        return sorted(pool, key=wish.length)
    return sorted(pool, key=wish.length, reverse=True) if "long" in wish.note.casefold() else pool
