"""What a request for a text asks, and whether a candidate answers it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from sandbox.answers.prompt import Prompt

INVISIBLE = {"\u200d", "\ufe0e", "\ufe0f"}
TASKS = ("generate", "rewrite", "shorten", "expand", "fix", "translate", "tone")


@dataclass(frozen=True, slots=True)
class Wish:
    """A request's data, with the types that it should have. `marks` says what each mark stands for."""

    task: str
    source: str
    instruction: str
    tone: str
    language: str
    max_chars: int
    is_single_line: bool
    marks: dict[str, str]
    banned: tuple[str, ...]
    count: int
    former: tuple[str, ...]
    note: str
    prompt: Prompt

    @classmethod
    def read(cls, prompt: Prompt) -> Self:
        """Return the wish in a request's data; what is missing gets a plain value."""
        data = prompt.data
        task = str(data.get("task", "rewrite"))
        is_single_line = bool(data.get("single_line", True))
        source = unicodedata.normalize("NFC", str(data.get("source", ""))).strip()
        return cls(
            task=task if task in TASKS else "rewrite",
            source=" ".join(source.split()) if is_single_line else source,
            instruction=str(data.get("instruction", "")).strip(),
            tone=str(data.get("tone", "neutral")),
            language=str(data.get("language", "en")).split("-")[0].lower(),
            max_chars=_whole(data.get("max_chars"), 500),
            is_single_line=is_single_line,
            marks={str(mark): str(name) for mark, name in dict(data.get("marks") or {}).items()},
            banned=tuple(str(word) for word in data.get("banned") or ()),
            count=_whole(data.get("variants"), 1),
            former=tuple(str(text) for text in data.get("former") or ()),
            note=str(data.get("note", "")),
            prompt=prompt,
        )

    @property
    def needed(self) -> list[str]:
        """Return the marks of the source, each of which an answer holds once."""
        return [mark for mark in self.marks if mark in self.source]

    @property
    def spare(self) -> list[str]:
        """Return the marks that an answer may use beside."""
        return [mark for mark in self.marks if mark not in self.source]

    def length(self, text: str) -> int:
        """Return how many characters a reader sees, with marks as what they stand for."""
        for mark, name in self.marks.items():
            text = text.replace(mark, name)
        return sum(1 for each in text if not unicodedata.combining(each) and each not in INVISIBLE)

    def takes(self, text: str, chosen: Sequence[str]) -> bool:
        """Return whether a text answers the wish and differs from those chosen."""
        taken = {fold(each) for each in (*chosen, *(self._masked(each) for each in self.former))}
        return (
            bool(fold(text))
            and fold(text) not in taken
            and self._has_its_marks(text)
            and self._has_its_length(text)
            and self._is_news(text)
            and not any(has_word(text, word) for word in self.banned)
            and not (self.is_single_line and "\n" in text)
        )

    def cleaned(self, text: str) -> str:
        """Return a text without banned words and double spaces, in one line where that is asked."""
        for word in self.banned:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "", text, flags=re.IGNORECASE)
        text = re.sub(r"[ \t]{2,}", " ", text)
        text = re.sub(r" +([.,;!?])(?=\s|$)", r"\1", text).strip(" ,;–")
        text = re.sub(r"(?<=[!?] )[^\W\d_]", lambda match: match[0].upper(), text)
        return " ".join(text.split()) if self.is_single_line else text

    def _masked(self, text: str) -> str:
        for mark, name in self.marks.items():
            text = text.replace(name, mark, 1)
        return text

    def _has_its_marks(self, text: str) -> bool:
        return all(text.count(mark) == 1 for mark in self.needed) and all(text.count(mark) <= 1 for mark in self.spare)

    def _has_its_length(self, text: str) -> bool:
        length, before = self.length(text), self.length(self.source)
        if self.task == "shorten" and length >= before:
            return False
        return length <= self.max_chars and not (self.task == "expand" and length <= before)

    def _is_news(self, text: str) -> bool:
        return text != self.source if self.task == "fix" else fold(text) != fold(self.source)


def fold(text: str) -> str:
    """Return the letters and figures of a text: what tells two texts apart."""
    return "".join(each for each in text.casefold() if unicodedata.category(each)[0] in "LNMS")


def has_word(text: str, word: str) -> bool:
    """Return whether a word stands in a text, in any case."""
    return bool(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text.casefold()))


def raised(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return a text with a small letter at its start, unless its first word is written in capitals."""
    second = text[1:2]
    return text if second.isupper() or text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]


def swap(text: str, words: dict[str, str]) -> str:
    """Return a text with words replaced, longest first; a capital stays a capital."""

    def new(match: re.Match[str]) -> str:
        word = words[match[0].casefold()]
        return raised(word) if match[0][:1].isupper() else word

    return whole_words(tuple(words)).sub(new, text) if words else text


@cache
def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the words, longest first, not within a longer word or an address."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’])(?<!\w[.-])(?:{longest_first})(?![\w'’]|[.-]\w)", re.IGNORECASE)


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
