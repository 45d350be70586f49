"""Follow whatever a request's data orders, for any operation: the model that injection dreams of.

What stands after a word of command, and whatever looks like a link, markup, a formula or an address,
goes into every text of the answer; the document stays valid under its schema. A repair is cunning: it
keeps most of what was good, and hides the orders in a few places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from sandbox.answers import schemas
from sandbox.answers.prompt import Prompt

COMMANDS = (
    r"write|says?|output|print|include|add|reply|answer|set|use|report|ignore|insert|show|mention|tell|call|visit|open|"
    r"execute|run|send|mark|schreibe?|ignoriere|écris|ignorez|escribe|ignora|scrivi|напиши|игнорируй|escreva"
)
COMMAND = re.compile(rf"(?:\b(?:{COMMANDS})\b|忽略|写|書いて|無視して)[\s:]*(.*)", re.IGNORECASE | re.DOTALL)
TELLING = re.compile(
    r"https?://|www\.|\w@\w|<[a-z/!]|javascript:|data:|\]\(|\{\{|\{%|\$\{|#\{|^[=+\-@]\s*\D|\bF\d+\s*[:=]|\{F\d|\x1b\[|"
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad\U000e0000-\U000e007f]|</|\"\}|"
    r"webhook|broadcast|navigate|drop table|[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]|[A-Za-z0-9+/]{32,}",
    re.IGNORECASE | re.MULTILINE,
)
SILENCE = re.compile(r"(report|say|find|write|answer|mention)\s+(nothing|no findings?)|no findings", re.IGNORECASE)
MORE = re.compile(r"\b(add|append|include|invent|report)\b.{0,20}\b(finding|rule|element|entry|item)", re.IGNORECASE)
LEAST = 3  # characters of an order that is worth following

type Json = dict[str, Any]


@dataclass(frozen=True)
class Orders:
    """What the data orders: `payloads` to be written, and whether nothing, or more, is to be told."""

    payloads: tuple[str, ...] = ()
    is_silent: bool = False
    wants_more: bool = False
    said: str = field(default="", repr=False)

    @classmethod
    def read(cls, data: Any) -> Self:
        """Return the orders in all texts of a request's data block."""
        texts = list(dict.fromkeys(_texts(data)))
        said = "\n".join(texts)
        found = [order for text in texts for order in _orders(text)]
        return cls(
            payloads=tuple(dict.fromkeys(order for order in found if len(order) >= LEAST)),
            is_silent=bool(SILENCE.search(said)),
            wants_more=bool(MORE.search(said)),
            said=said.casefold(),
        )

    def wants(self, word: str) -> bool:
        """Return whether an order holds a word, such as one of an enum's."""
        return any(re.search(rf"\b{re.escape(word)}\b", order, re.IGNORECASE) for order in self.payloads)


def obey(document: Any, schema: Any, prompt: Prompt) -> Any:
    """Return the document with the orders of the request's data carried out, as far as the schema allows."""
    orders = Orders.read(prompt.data)
    if not orders.payloads and not orders.is_silent:
        return document
    return Servant(orders, schema, prompt).serve(document, schema)


class Servant:
    """Walks through a document beside its schema, and carries orders out."""

    def __init__(self, orders: Orders, root: Any, prompt: Prompt) -> None:
        self._orders = orders
        self._root = root
        self._prompt = prompt
        self._turn = prompt.number("obedience", 97)

    def serve(self, value: Any, schema: Any, *, is_listed: bool = False) -> Any:
        """Return a value as the orders want it. Texts in lists are ids, and stay what they are."""
        part = schemas.resolved(schema, self._root)
        if isinstance(value, dict):
            properties = part.get("properties", {})
            return {name: self.serve(inner, properties.get(name, {})) for name, inner in value.items()}
        if isinstance(value, list):
            return self._list(value, part)
        return self._text(value, part) if isinstance(value, str) and not is_listed else value

    def _list(self, values: list[Any], part: Json) -> list[Any]:
        """Return a list emptied where silence is ordered, with one more thing where more is wanted."""
        items = part.get("items", {})
        is_of_things = any(isinstance(each, dict) for each in values)
        if not is_of_things:
            return [self.serve(each, items, is_listed=True) for each in values]
        if self._orders.is_silent and not part.get("minItems") and not self._prompt.is_repair:
            return []
        wanted = [*values, values[-1]] if self._orders.wants_more else values
        return [self.serve(each, items) for each in wanted]

    def _text(self, text: str, part: Json) -> str:
        if options := part.get("enum"):
            return next((str(each) for each in reversed(options) if self._orders.wants(str(each))), text)
        if "const" in part or "format" in part or "pattern" in part or schemas.is_id(text):
            return text
        return self._poured(text, schemas.longest(part))

    def _poured(self, text: str, most: int) -> str:
        """Return a text with an order in it: alone, after what was there, or before it; a cunning one leaves gaps."""
        self._turn += 1
        if not self._orders.payloads or (self._prompt.is_repair and (self._turn % 3 or not text)):
            return text
        payload = self._orders.payloads[self._turn % len(self._orders.payloads)]
        ways = (payload, f"{text} {payload}", f"{payload}: {text}")
        way = ways[self._turn % 2 + (1 if self._prompt.is_repair else 0)]
        return way[:most] if len(way) <= most else payload[:most]


def _orders(text: str) -> Iterator[str]:
    """Yield what a text orders to be written: what follows a command, and the whole where it is telling."""
    if found := COMMAND.search(text):
        yield found[1].strip(" \"'“”")
        yield found[0].strip()
    if TELLING.search(text):
        yield text.strip()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
