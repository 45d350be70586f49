"""Sentences on facts, with references in place of numbers; which of several, the request decides."""

from collections.abc import Sequence

from sandbox.answers.analysis.block import Block, Fact
from sandbox.answers.analysis.choosing import Group, support
from sandbox.answers.analysis.lexicon import phrases_of
from sandbox.answers.analysis.phrases import Phrases, fits
from sandbox.answers.prompt import Prompt
from sandbox.answers.texts.wish import raised

NOTHING = (
    "Nothing in this data stands out: no fact points to a change, a hole or a link that would deserve attention.",
    "The data is quiet. No fact speaks of a change, of missing rows or of measures that go together.",
)
CLOSING = (
    "The findings tell what each of these rests on.",
    "Each finding names the facts behind it.",
    "What may be the cause is marked as a guess.",
)
MEANS = ("Over all rows, the mean of {c} is {F}.", "For comparison: the mean of {c} is {F}.")
LONG_GAP = 3  # missing steps
UNANSWERED = "No fact answers the question itself; this is what stands out."

type Json = dict[str, object]


class Writer:
    """Writes the parts of one draft. Titles and means do not come twice."""

    def __init__(self, block: Block, prompt: Prompt) -> None:
        self._block = block
        self._prompt = prompt
        self._titles: list[str] = []
        self._means: set[str] = set()

    def finding(self, group: Group) -> Json:
        """Return the finding that a group of facts makes."""
        lead = group[0]
        said = self._phrases(lead)
        others = [self._follower(fact, place) for place, fact in enumerate(group[1:])]
        beside = self._support(group)
        mean = self._sentence(beside, MEANS, "mean") if beside else ""
        explanation = [self._sentence(lead, said.leads, "lead"), *others, mean]
        return {
            "title": self._title(lead, said),
            "kind": said.kind,
            "explanation": " ".join(sentence for sentence in explanation if sentence),
            "evidence": [fact.id for fact in (*group, *([beside] if beside else ()))],
            "columns": list(dict.fromkeys(column for fact in group for column in fact.columns)),
            "severity": "warning" if is_long_gap(lead) else said.severity,
            "suggestion": self._pick(said.suggestions or ("",), f"suggestion {lead.id}"),
            "hypothesis": self._pick(said.hypotheses, f"hypothesis {lead.id}"),
        }

    def summary(self, groups: Sequence[Group]) -> str:
        """Return a few sentences on the first findings."""
        if not groups:
            return self._pick(NOTHING, "nothing")
        told = [self._sentence(group[0], self._phrases(group[0]).leads, "summary") for group in groups[:2]]
        is_unanswered = not self._block.is_open and not self._block.is_asked_about(groups[0][0])
        parts = [UNANSWERED if is_unanswered else "", *told, self._pick(CLOSING, "closing")]
        return " ".join(part for part in parts if part)

    def _phrases(self, fact: Fact) -> Phrases:
        found = phrases_of(fact.kind, fact.sign)
        if found is None:
            raise ValueError(f"There are no words for {fact.kind}.")
        return found

    def _sentence(self, fact: Fact, ways: Sequence[str], purpose: str) -> str:
        """Return one of the ways to say a fact that need no part that it lacks, "" for none."""
        fitting = [way for way in ways if fits(way, fact)]
        return filled(self._pick(fitting, f"{purpose} {fact.id}"), fact) if fitting else ""

    def _follower(self, fact: Fact, place: int) -> str:
        """Return how a further fact of a group is said: in turn one way and another."""
        ways = self._phrases(fact).others
        return self._sentence(fact, ways[place % len(ways) :][:1] if ways else (), "other")

    def _support(self, group: Group) -> Fact | None:
        """Return the mean to stand beside a group, once in a draft."""
        found = support(self._block, group)
        if found is None or found.id in self._means:
            return None
        self._means.add(found.id)
        return found

    def _title(self, fact: Fact, said: Phrases) -> str:
        name = self._block.title_of(fact.columns[0]) or "a measure"
        start = self._prompt.number(f"title {fact.id}", len(said.titles))
        ways = [raised(way.replace("[name]", name)) for way in (*said.titles[start:], *said.titles[:start])]
        title = next((way for way in ways if way not in self._titles), f"{ways[0]}, once more")
        while title in self._titles:
            title += " and again"
        self._titles.append(title)
        return title

    def _pick(self, ways: Sequence[str], purpose: str) -> str:
        return ways[self._prompt.number(purpose, len(ways))]


def is_long_gap(fact: Fact) -> bool:
    """Return whether so many rows are missing that it needs attention."""
    return fact.kind == "gap" and fact.value >= LONG_GAP


def filled(way: str, fact: Fact) -> str:
    """Return a sentence with the references of a fact."""
    text = way.replace("{F", f"{{{fact.id}")
    for mark, column in zip(("{c}", "{d}"), fact.columns, strict=False):
        text = text.replace(mark, f"{{{column}}}")
    return text
