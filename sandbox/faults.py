"""The faults that the sandbox was told to make, in a queue that threads share."""

import threading
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any, Self

REPLACING = ("status", "html", "error_page", "empty")
BREAKING = ("cut", "half_body", "drip", "hang", "slow", "stream_error", "stream_cut")
CONTENT = ("wrong_schema", "invalid_json", "refusal", "max_tokens", "low_contrast")
IMAGES = (
    "bad_base64", "url_instead", "html_bytes", "svg_bytes", "cut_png", "cut_jpeg", "wrong_size", "blank",
    "transparent", "bomb", "gif", "animated", "no_data", "moderation", "with_metadata",
)  # fmt: skip
HOSTILE = (
    "drop_mark", "rename_mark", "double_mark", "translate_mark", "add_number", "add_link", "add_markup", "add_bidi",
    "zero_width", "preamble", "quotes", "too_long", "line_break", "same_again", "twins", "empty_text",
)  # fmt: skip
CLAIMS = (
    "unknown_fact", "no_evidence", "wrong_kind", "wrong_columns", "unknown_column", "wrong_direction",
    "false_superlative", "false_ratio", "digit_in_prose", "number_word", "unknown_reference", "broken_reference",
    "too_severe", "twin_findings", "too_many", "too_long_text", "link_in_prose", "email_in_prose", "markup_in_prose",
    "bidi_in_prose", "zero_width_in_prose", "copied_data", "other_language", "blank_text", "invented_finding",
    "all_false",
)  # fmt: skip
LAYOUTS = (
    "overlap", "off_grid", "too_small", "unknown_field", "wrong_type", "unknown_input", "bad_formula",
    "empty_binding", "long_text", "twin_titles", "link_in_title", "markup_in_title", "unknown_component",
    "shows_nothing", "low_coverage", "too_many_placements",
)  # fmt: skip
OBEDIENCE = ("obedient",)
LISTS = ("no_models", "junk_only", "junk_models", "many_models", "retiring")
KINDS = (*REPLACING, *BREAKING, *CONTENT, *IMAGES, *HOSTILE, *CLAIMS, *LAYOUTS, *OBEDIENCE, *LISTS)
NONSENSE = ("html", "empty", "half_body", "cut", "stream_error", "stream_cut", *CONTENT)
DRAWING = {"nonsense": NONSENSE, "hostile": HOSTILE, "false": CLAIMS, "misplaced": LAYOUTS}


class FaultError(ValueError):
    """The fault that was asked for is not one that the sandbox knows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail: `times` requests (0: every one) whose path and body hold `path` and `match`.

    `seconds` is the wait of slow (default 2) and hang (default: until stopped), and the pause
    between two bytes of drip (default 1). `status`, `retry_after`, `type`, `code` (a details.error_code)
    and `message` shape the error of status and stream_error; error_page has the status alone.
    nonsense chooses by `seed` among the kinds that a client survives only by checking, hostile
    among those that spoil a text, false among those that spoil an analysis, misplaced among those
    that spoil a layout; obedient lets the answer follow what its data orders. Faults of images
    happen to image requests, and faults of lists to lists of models, unless `path` says otherwise;
    `message` is the day that retiring announces.
    """

    fault: str
    status: int = 529
    retry_after: str = ""
    seconds: float | None = None
    times: int = 1
    match: str = ""
    path: str = "/v1/messages"
    type: str = ""
    code: str = ""
    message: str = ""
    seed: int = 0

    @classmethod
    def read(cls, data: Any) -> Self:
        """Return the fault that a request's JSON describes. Raise FaultError in words."""
        if not isinstance(data, dict) or data.get("fault") not in (*KINDS, *DRAWING):
            raise FaultError(f'Give {{"fault": …}}, one of {", ".join((*KINDS, *DRAWING))}.')
        if unknown := sorted(set(data) - {entry.name for entry in fields(cls)}):
            raise FaultError(f"Unknown options: {', '.join(unknown)}.")
        return cls(**_place_of(data["fault"]) | _typed(data))

    def matches(self, path: str, body: str) -> bool:
        """Return whether this fault is meant for a request."""
        return self.path in path and self.match in body


def _place_of(kind: str) -> dict[str, Any]:
    if kind in IMAGES:
        return {"path": "/v1/images"}
    return {"path": "/v1/models"} if kind in LISTS else {}


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    """Return the options with numbers as numbers and the rest as text. Raise FaultError."""
    readers = {"status": int, "times": int, "seed": int, "seconds": float}
    try:
        return {name: readers.get(name, str)(value) for name, value in data.items() if value is not None}
    except (TypeError, ValueError) as problem:
        raise FaultError(f"An option has the wrong type: {problem}.") from None


class FaultQueue:
    """The faults that wait, oldest first. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._drawn = 0

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._drawn = 0

    def waiting(self) -> list[Fault]:
        with self._lock:
            return list(self._waiting)

    def take(self, path: str, body: str) -> Fault | None:
        """Return the oldest fault for a request, and count it down; None when there is none."""
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if fault.matches(path, body):
                    self._count_down(index)
                    return self._decide(fault)
        return None

    def _count_down(self, index: int) -> None:
        fault = self._waiting[index]
        if fault.times == 1:
            del self._waiting[index]
        elif fault.times > 1:
            self._waiting[index] = replace(fault, times=fault.times - 1)

    def _decide(self, fault: Fault) -> Fault:
        """Return the fault itself, or for one that draws the next choice of its seed."""
        if fault.fault not in DRAWING:
            return fault
        self._drawn += 1
        choice = Random(f"{fault.seed}:{self._drawn}").choice(DRAWING[fault.fault])  # noqa: S311
        return replace(fault, fault=choice)
