"""One claim: what it rests on, and whether the data confirms that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.operations.analysis import wording
from ai_ops.operations.analysis.draft import MOST_EVIDENCE, FindingDraft, Severity
from ai_ops.operations.analysis.wording import Words
from ai_ops.prose.cleaning import shortened
from ai_ops.prose.ground import Ground

SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a claim is dropped: `told` to the model with the place of it, `public` in words of ours alone."""

    told: str
    public: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What claims are judged by: the facts that the draft refers to, split into confirmed and not, and the columns.

    `aliases` are the names of the columns' aliases, f1 and so on, by the columns' own names.
    """

    ground: Ground
    unconfirmed: frozenset[str]
    aliases: Mapping[str, str]
    time: str

    @property
    def confirmed(self) -> Mapping[str, Fact]:
        """Return the confirmed facts by id."""
        return self.ground.facts


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that the data confirms. `place` counts the findings of the draft from 1."""

    place: int
    kind: str
    words: Words
    facts: tuple[Fact, ...]
    columns: tuple[str, ...]
    severity: str
    asked_severity: str

    @property
    def strength(self) -> float:
        """Return the strength of the strongest fact."""
        return max(fact.strength for fact in self.facts)

    @property
    def rank(self) -> tuple[int, float, int]:
        """Return what claims are sorted by: the most severe first, of these the strongest."""
        return -SEVERITIES.index(self.severity), -self.strength, self.place

    @property
    def evidence(self) -> frozenset[str]:
        """Return the ids of the facts."""
        return frozenset(fact.id for fact in self.facts)


def judge(draft: FindingDraft, grounds: Grounds, *, place: int) -> Claim | tuple[Fault, ...]:
    """Return the claim that the data confirms, or what is wrong with it."""
    ids = tuple(dict.fromkeys(draft.evidence))
    if wrong := tuple(_evidence_faults(ids, grounds)):
        return wrong
    facts = tuple(grounds.confirmed[each] for each in ids)
    words = wording.read(draft, grounds.ground, facts=facts)
    wrong = (
        *_kind_faults(draft.kind, facts),
        *_column_faults(draft.columns, facts, grounds),
        *(Fault(each, WORDS) for each in words.faults),
    )
    if wrong:
        return wrong
    return Claim(
        place=place,
        kind=draft.kind,
        words=words,
        facts=facts,
        columns=tuple(_of_evidence(draft.columns, facts, grounds)),
        severity=_allowed(draft.severity, facts),
        asked_severity=draft.severity,
    )


WORDS: Final = "its words said more than the facts do, or held something that may not be shown"


def _evidence_faults(ids: Sequence[str], grounds: Grounds) -> Iterator[Fault]:
    """Yield what is wrong with the facts that a claim rests on."""
    if not ids:
        yield Fault("evidence is empty. Name one to six facts.", "it named no fact as its evidence")
    if len(ids) > MOST_EVIDENCE:
        yield Fault(
            f"evidence names {len(ids)} facts. Name at most {MOST_EVIDENCE}.", "it named more facts than it may"
        )
    for each in ids:
        if each in grounds.unconfirmed:
            yield Fault(f"{each} was not confirmed by the data.", "a fact that it rests on was not confirmed")
        elif each not in grounds.confirmed:
            yield Fault(
                f"evidence names “{shortened(each)}”, which is no fact here.", "it named a fact that is not there"
            )


def _kind_faults(kind: str, facts: Sequence[Fact]) -> Iterator[Fault]:
    supported = {each for fact in facts for each in signs.kinds_supported(fact)}
    if kind not in supported:
        kinds = ", ".join(sorted(supported)) or "no kind by themselves"
        yield Fault(
            f"kind is {kind}, and the evidence supports {kinds}.", "its evidence is of another kind than the claim"
        )


def _column_faults(aliases: Sequence[str], facts: Sequence[Fact], grounds: Grounds) -> Iterator[Fault]:
    """Yield what is wrong with the columns. The column of times goes with any evidence."""
    known = set(grounds.aliases.values())
    own = {grounds.aliases[name] for fact in facts for name in fact.columns}
    if any(each not in known for each in aliases):
        yield Fault(
            f"columns names a column that is not there. Those of the evidence are {_listed(own)}.",
            "it named a column that is not there",
        )
    elif not set(aliases) & own or set(aliases) - own - {grounds.aliases.get(grounds.time)}:
        yield Fault(
            f"columns must be columns of the evidence, which are {_listed(own)}.",
            "it named columns that its evidence is not about",
        )


def _of_evidence(aliases: Sequence[str], facts: Sequence[Fact], grounds: Grounds) -> Iterator[str]:
    """Yield the columns that the evidence itself is about, each once."""
    own = {grounds.aliases[name] for fact in facts for name in fact.columns}
    yield from (each for each in dict.fromkeys(aliases) if each in own)


def _listed(aliases: set[str]) -> str:
    return ", ".join(sorted(aliases)) or "none"


def _allowed(severity: str, facts: Sequence[Fact]) -> str:
    """Return a severity, lowered to the highest that any of the facts allows."""
    cap = max(SEVERITIES.index(signs.severity_cap(fact)) for fact in facts)
    return SEVERITIES[min(SEVERITIES.index(severity), cap)]
