"""What a proposed text must keep to. Each check returns sentences; none means that it holds."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import regex

from ai_ops.operations.text import foreign, placeholders
from ai_ops.operations.text.models import TextInput
from ai_ops.operations.text.numbers import new_numbers
from ai_ops.operations.text.tidy import hidden_characters


def count_graphemes(text: str) -> int:
    """Return the number of extended grapheme clusters (UAX 29), which readers count as characters."""
    return len(regex.findall(r"\X", text))


def check_numbers(text: str, allowed: str) -> list[str]:
    """Say which numbers stand in the text and not in what the user wrote."""
    new = new_numbers(text, allowed)
    return [f"It contains a number that your text does not: {', '.join(new)}."] if new else []


def check_addresses(text: str, allowed: str) -> list[str]:
    """Say that the text brings in a link or an e-mail address."""
    return ["It contains a link or an address that your text does not."] if foreign.has_address(text, allowed) else []


def check_markup(text: str, source: str) -> list[str]:
    """Say which markup the text brings in."""
    return [f"It contains {name} that your text does not." for name in foreign.markup_of(text, source)]


def check_placeholders(text: str, inputs: TextInput) -> list[str]:
    """Say which placeholders were dropped, doubled or invented; they are kept as a multiset."""
    here, wanted = placeholders.count(text), placeholders.count(inputs.source)
    extra = here - wanted
    if inputs.mode == "generate":
        extra = extra - placeholders.count(" ".join(f"{{{field}}}" for field in inputs.fields))
    problems = [f"It lost the placeholder {each}." for each in sorted(wanted - here)]
    problems += [f"It has a placeholder that it should not have: {each}." for each in sorted(extra)]
    if _brackets(text) - _brackets(inputs.source):
        problems.append("It has a broken placeholder.")
    return problems


def _brackets(text: str) -> Counter[str]:
    """Return the braces and mark brackets that stand outside of whole placeholders."""
    return Counter(re.findall(r"[{}⟦⟧⟪⟫⦃⦄⧼⧽]", placeholders.strip(text)))


def check_length(text: str, inputs: TextInput) -> list[str]:
    """Say that the text is too long, or not shorter or longer where that was asked."""
    length, before = count_graphemes(text), count_graphemes(inputs.source)
    problems = []
    if length > inputs.max_chars:
        problems.append(f"It has {length} characters; {inputs.max_chars} fit.")
    if inputs.mode == "shorten" and length >= before:
        problems.append("It is not shorter than your text.")
    if inputs.mode == "expand" and length <= before:
        problems.append("It is not longer than your text.")
    return problems


def same(text: str) -> str:
    """Return what two texts share when they differ only in case, spaces and punctuation."""
    return "".join(each for each in text.casefold() if unicodedata.category(each)[0] in "LNMS{}")


def check_words(text: str, inputs: TextInput) -> list[str]:
    """Say which banned words stand in the text, that it talks about itself, or that nothing changed."""
    folded = placeholders.strip(text).casefold()
    problems = [
        f"It uses the banned word “{word}”."
        for word in inputs.banned
        if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded)
    ]
    if foreign.is_about_itself(text) and not foreign.is_about_itself(inputs.source):
        problems.append("It begins with words about the answer instead of the text.")
    if inputs.source and text == unicodedata.normalize("NFC", inputs.source):
        problems.append("It is your text again, unchanged.")
    return problems


def check_characters(text: str, inputs: TextInput) -> list[str]:
    """Say that the text is empty, has hidden characters, or a line break where one line is asked."""
    problems = [] if same(text) else ["It is empty."]
    if hidden_characters(text):
        problems.append("It contains hidden characters.")
    if inputs.single_line and "\n" in text:
        problems.append("It has a line break.")
    return problems


def check(text: str, inputs: TextInput) -> list[str]:
    """Return what is wrong with one proposed text, one sentence each."""
    bare, allowed = placeholders.strip(text), placeholders.strip(f"{inputs.source}\n{inputs.instruction}")
    found: Iterable[list[str]] = (
        check_placeholders(text, inputs),
        check_characters(text, inputs),
        check_length(text, inputs),
        check_numbers(bare, allowed),
        check_addresses(bare, allowed),
        check_markup(bare, placeholders.strip(inputs.source)),
        check_words(text, inputs),
    )
    return [problem for problems in found for problem in problems]
