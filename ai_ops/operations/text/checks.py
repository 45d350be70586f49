"""What a proposed text must keep to. Each check returns sentences; none means that it holds."""

import re
import unicodedata
from collections.abc import Iterable

import regex

from ai_ops.operations.text import placeholders
from ai_ops.operations.text.models import TextInput
from ai_ops.operations.text.tidy import hidden_characters

NUMBER = re.compile(r"\d(?:[\d.,  '’]*\d)?")
ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+|\b(?:mailto|tel|javascript|data):\S+"
    r"|[^\s@]+@[^\s@]+\.[^\s@]+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|app|dev|co|uk|de|fr|eu|info|biz|shop|site|xyz|me|ru|cn|ly|gg|tv)\b"
    r"(?:/\S*)?",
    re.IGNORECASE,
)
MARKUP = {
    "HTML": re.compile(r"<[A-Za-z/!?][^<>]*>?|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"),
    "Markdown": re.compile(
        r"\*\*|__|`|~~|!?\[[^\]\n]*\]\([^)\n]*\)|^[ ]{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ ]+\S|"
        r"(?<!\w)[*_]\w[^*_\n]*\w[*_](?!\w)",
        re.MULTILINE,
    ),
    "template code": re.compile(r"\{%|%\}|\{#|#\}|\$\{|<%|%>"),
}
PREAMBLE = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|absolutely|here(?:'|’)?s|here (?:is|are|you go)|this is (?:the|a|your)|"
    r"rewritten|revised|translation|translated|shortened|variant|option|version|voici|bien sûr|hier ist|natürlich|"
    r"aquí|claro|ecco)\b[^\n:]{0,60}[:!]\s",
    re.IGNORECASE,
)


def count_graphemes(text: str) -> int:
    """Return the number of extended grapheme clusters (UAX 29), which readers count as characters."""
    return len(regex.findall(r"\X", text))


def _digits(text: str) -> set[str]:
    numbers = NUMBER.findall(text)
    return {"".join(str(unicodedata.digit(each)) for each in number if each.isdigit()) for number in numbers}


def _figures(text: str) -> set[str]:
    """Return number characters that are no decimal digits: ½, Ⅳ, ①."""
    return {each for each in text if unicodedata.category(each) in {"No", "Nl"}}


def check_numbers(text: str, allowed: str) -> list[str]:
    """Say which numbers stand in the text and not in what the user wrote."""
    new = sorted((_digits(text) - _digits(allowed)) | (_figures(text) - _figures(allowed)))
    return [f"It contains a number that your text does not: {', '.join(new)}."] if new else []


def check_addresses(text: str, allowed: str) -> list[str]:
    """Say that the text brings in a link or an e-mail address."""
    known = {each.lower().rstrip(".,;:!?") for each in ADDRESS.findall(allowed)}
    new = [each for each in ADDRESS.findall(text) if each.lower().rstrip(".,;:!?") not in known]
    return ["It contains a link or an address that your text does not."] if new else []


def check_markup(text: str, source: str) -> list[str]:
    """Say which markup the text brings in."""
    return [
        f"It contains {name} that your text does not."
        for name, pattern in MARKUP.items()
        if len(pattern.findall(text)) > len(pattern.findall(source))
    ]


def check_placeholders(text: str, inputs: TextInput) -> list[str]:
    """Say which placeholders were dropped, doubled or invented; they are kept as a multiset."""
    here, wanted = placeholders.count(text), placeholders.count(inputs.source)
    extra = here - wanted
    if inputs.mode == "generate":
        extra = extra - placeholders.count(" ".join(f"{{{field}}}" for field in inputs.fields))
    problems = [f"It lost the placeholder {each}." for each in sorted(wanted - here)]
    problems += [f"It has a placeholder that it should not have: {each}." for each in sorted(extra)]
    if re.search(r"[⟦⟧⟪⟫⦃⦄⧼⧽]|\{\{|\}\}", placeholders.strip(text)):
        problems.append("It has a broken placeholder.")
    return problems


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
    folded = text.casefold()
    problems = [
        f"It uses the banned word “{word}”."
        for word in inputs.banned
        if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", folded)
    ]
    if PREAMBLE.match(text) and not PREAMBLE.match(inputs.source):
        problems.append("It begins with words about the answer instead of the text.")
    if inputs.source and inputs.mode != "generate" and text == unicodedata.normalize("NFC", inputs.source):
        problems.append("It is your text again, unchanged.")
    return problems


def check_characters(text: str, inputs: TextInput) -> list[str]:
    """Say that the text has hidden characters, or a line break where one line is asked."""
    problems = ["It contains hidden characters."] if hidden_characters(text) else []
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
