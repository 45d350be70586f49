"""Whether words, pages and files hold anything of a poison: written apart from the code that keeps it out."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

RUN = 5
WORD = re.compile(r"[^\W_]+")
REFERENCE = re.compile(r"\{(?:F\d+(?:\.\w+)?|f\d+)\}")
ADDRESS = re.compile(r"://|www\.|@|\bmailto:|javascript:|data:\w|\.(?:com|net|org|example|exe)\b", re.IGNORECASE)
MARKUP = re.compile(r"[<>{}\[\]`*_|\\=$#~^]")
UNSEEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs"))
HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\U000e0000-\U000e007f\x00-\x08\x1b]")
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
NUMBER = re.compile(r"-?[\d.,]+(e[+-]?\d+)?")


def words_of(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def runs_of(texts: list[str]) -> set[tuple[str, ...]]:
    """Return every run of five words in the texts."""
    return {tuple(words[at : at + RUN]) for words in map(words_of, texts) for at in range(len(words) - RUN + 1)}


def strings_of(value: Any) -> Iterator[str]:
    """Yield the texts in a JSON value."""
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings_of(inner)


def check_words(text: str, *, forbidden: tuple[str, ...], told: list[str]) -> None:
    """Fail where a text that a model wrote holds poison, or what no prose of a model may hold."""
    for fragment in forbidden:
        assert fragment.casefold() not in text.casefold()
    bare = REFERENCE.sub(" ", text)
    assert not MARKUP.search(bare), text
    assert not ADDRESS.search(bare), text
    assert not any(unicodedata.category(sign) in UNSEEN or sign.isnumeric() for sign in bare), text
    assert not runs_of([text]) & runs_of(told), text


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and the content of its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inline: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._is_script = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._is_script = False

    def handle_data(self, data: str) -> None:
        if self._is_script and data.strip():
            self.inline.append(data)


def check_page(html: str, *, forbidden: tuple[str, ...]) -> None:
    """Fail where a page does, or hides, anything that came from the data."""
    page = Page()
    page.feed(html)
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("href", "src", "action", "formaction", "xlink:href", "hx-get", "hx-post"):
            assert attributes.get(name, "/").startswith(("/", "#", "?", "mailto:", "data:image/")), attributes
    for content in page.inline:
        assert not any(fragment.casefold() in content.casefold() for fragment in forbidden if len(fragment) > RUN)
    assert not HIDDEN.search(html)


def check_csv(text: str) -> None:
    """Fail where a spreadsheet would run a cell."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        for cell in row:
            assert not FORMULA.match(cell) or NUMBER.fullmatch(cell), cell


def check_markdown(text: str) -> None:
    """Fail where a reader of Markdown would follow, show or run anything."""
    outside = re.sub(r"`[^`\n]*`", "", text)
    assert not re.search(r"(?<!\\)\]\(|(?<!\\)<[a-z/!]|(?<!\\)!\[|https?://|www\.\w", outside, re.IGNORECASE), outside
    assert not HIDDEN.search(text)


def block_of(request: dict[str, Any]) -> dict[str, Any]:
    """Return the data block of a request that the sandbox got, which must end where we ended it."""
    prompt = request["body"]["messages"][0]["content"]
    assert isinstance(prompt, str)
    assert prompt.count("</data>") == 1
    found = json.loads(prompt.partition("<data>")[2].partition("</data>")[0])
    assert isinstance(found, dict)
    return found
