"""Spoil an analysis: one way for each class of defect. What the claim should have been is left as it is."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from sandbox.answers.analysis import prose
from sandbox.answers.analysis.block import DOWN, Block, Fact
from sandbox.answers.prompt import Prompt

MOST_AT_ALL = 20
KINDS = (
    "anomaly", "level_shift", "trend", "seasonality", "correlation", "comparison", "distribution", "data_quality",
)  # fmt: skip
UNRELATED = {"data_quality": "trend", "correlation": "data_quality", "seasonality": "data_quality"}
LONGER = " It is worth a closer look, as everybody will agree who has seen how such things go"

type Json = dict[str, Any]
type Spoil = Callable[[Json, Block, int], None]


def spoil(document: Any, prompt: Prompt, fault: str) -> Any:
    """Return an analysis as the fault leaves it; without a fault of this kind, as it is."""
    way = WAYS.get(fault)
    if way is None or not isinstance(document, dict) or "findings" not in document:
        return document
    block, spoilt = Block.read(prompt), deepcopy(document)
    spoilt["findings"] = spoilt["findings"] or [invented(block)]
    way(spoilt, block, prompt.number(fault, 60))
    return spoilt


def invented(block: Block) -> Json:
    """Return a finding that sounds well and rests on nothing."""
    return {
        "title": "Guests from abroad come again and again",
        "kind": "trend",
        "explanation": f"More of them come with every season, as {{F{len(block.facts) + 1}}} shows.",
        "evidence": [f"F{len(block.facts) + 1}"],
        "columns": [next(iter(block.names), "f1")],
        "severity": "notice",
        "suggestion": "Greet them in their own language.",
        "hypothesis": "Word of mouth may be behind it.",
    }


def _unknown_fact(document: Json, block: Block, turn: int) -> None:
    document["findings"][0]["evidence"] = [("F9999", "f1", "F0", "X1", "")[turn % 5]]


def _no_evidence(document: Json, block: Block, turn: int) -> None:
    document["findings"][0]["evidence"] = []


def _wrong_kind(document: Json, block: Block, turn: int) -> None:
    finding = document["findings"][0]
    finding["kind"] = UNRELATED.get(finding["kind"], "seasonality")


def _wrong_columns(document: Json, block: Block, turn: int) -> None:
    """Name a column of the table that the evidence says nothing of."""
    finding = document["findings"][0]
    others = [each for each in block.names if each not in finding["columns"]]
    finding["columns"] = [others[turn % len(others)]] if others else ["f99"]


def _unknown_column(document: Json, block: Block, turn: int) -> None:
    finding = document["findings"][0]
    finding["columns"] = [*finding["columns"], ("f999", "F1", "visitors", "f0", "*")[turn % 5]]


def _wrong_direction(document: Json, block: Block, turn: int) -> None:
    """Say that it fell where it rose, and the other way round."""
    finding, fact = _signed(document, block)
    said = ("rose to a higher level", "increased") if fact.sign == DOWN else ("fell to a lower level", "decreased")
    finding["explanation"] = f"{{{fact.columns[0]}}} {said[turn % 2]}, as {{{fact.id}}} shows."


def _signed(document: Json, block: Block) -> tuple[Json, Fact]:
    """Return a finding on a rise or a fall with its fact. A finding is made of one where none is."""
    facts = {
        fact.id: fact for fact in block.facts if fact.sign and fact.kind not in ("correlation", "group_difference")
    }
    for finding in document["findings"]:
        if found := next((facts[each] for each in finding["evidence"] if each in facts), None):
            return finding, found
    other = next(iter(facts.values()), block.facts[0] if block.facts else Fact("F1", "", ("f1",), 0.0, "", "", (), {}))
    finding = document["findings"][0]
    finding |= {"evidence": [other.id], "columns": list(other.columns), "kind": "trend"}
    return finding, other


def _false_superlative(document: Json, block: Block, turn: int) -> None:
    """Call something the highest or the lowest of all that is not."""
    finding, fact = _signed(document, block)
    high, low = ("highest", "largest", "best"), ("lowest", "smallest", "worst")
    word = (high if fact.sign == DOWN else low)[turn % 3]
    finding["explanation"] = f"With {{{fact.id}}}, {{{fact.columns[0]}}} had its {word} value of all."


def _false_ratio(document: Json, block: Block, turn: int) -> None:
    finding, fact = _signed(document, block)
    word = ("halved", "tripled", "doubled")[turn % 3] if fact.sign == DOWN else ("tripled", "doubled")[turn % 2]
    before, after = fact.numbers.get("before", 0.0), fact.numbers.get("after", fact.numbers.get("last", 0.0))
    if before > 0 and prose.is_about(word, after / before):
        word = "quadrupled" if fact.sign != DOWN else "quartered"
    finding["explanation"] = f"{{{fact.columns[0]}}} has {word} since then, as {{{fact.id}}} shows."


def _too_severe(document: Json, block: Block, turn: int) -> None:
    for finding in document["findings"]:
        finding["severity"] = "critical"


def _twin_findings(document: Json, block: Block, turn: int) -> None:
    """Say one finding again: under another title with its evidence, or under its title with other evidence."""
    twin = deepcopy(document["findings"][0])
    if turn % 2:
        twin["title"] = "The same thing again"
    document["findings"].append(twin)


def _too_many(document: Json, block: Block, turn: int) -> None:
    """Give more findings than were asked for, on whatever facts there are."""
    findings = document["findings"]
    signs = ("A first", "A further", "Another", "One more", "Yet another", "And a last")
    for place in range(min(MOST_AT_ALL, block.most + 3) - len(findings)):
        model = deepcopy(findings[place % len(findings)])
        model["title"] = f"{signs[place % 6]} look at it{' once more' * (place // 6)}"
        findings.append(model)


def _too_long_text(document: Json, block: Block, turn: int) -> None:
    finding = document["findings"][0]
    finding["explanation"] = finding["explanation"].rstrip(".") + LONGER * 9 + "."


def _blank_text(document: Json, block: Block, turn: int) -> None:
    document["findings"][0][("explanation", "title")[turn % 2]] = ("", " ", "\u00a0 ", "\t")[turn % 4]


def _invented_finding(document: Json, block: Block, turn: int) -> None:
    document["findings"] = [invented(block), *document["findings"]][:MOST_AT_ALL]


def _all_false(document: Json, block: Block, turn: int) -> None:
    """Make every finding false, each in another way."""
    for place, finding in enumerate(document["findings"]):
        FALSE[(turn + place) % len(FALSE)]({"findings": [finding]}, block, turn)


FALSE: tuple[Spoil, ...] = (_unknown_fact, _no_evidence, _unknown_column, _wrong_kind)
WAYS: dict[str, Spoil] = {
    "unknown_fact": _unknown_fact,
    "no_evidence": _no_evidence,
    "wrong_kind": _wrong_kind,
    "wrong_columns": _wrong_columns,
    "unknown_column": _unknown_column,
    "wrong_direction": _wrong_direction,
    "false_superlative": _false_superlative,
    "false_ratio": _false_ratio,
    "too_severe": _too_severe,
    "twin_findings": _twin_findings,
    "too_many": _too_many,
    "too_long_text": _too_long_text,
    "blank_text": _blank_text,
    "invented_finding": _invented_finding,
    "all_false": _all_false,
    **prose.WAYS,
}
