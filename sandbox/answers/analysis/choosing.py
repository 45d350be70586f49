"""Which facts make findings: those of one story together, one of each kind first, what was asked about before."""

from collections.abc import Sequence
from itertools import groupby

from sandbox.answers.analysis.block import SUPPORT, Block, Fact
from sandbox.answers.analysis.lexicon import phrases_of
from sandbox.answers.analysis.phrases import fits

TOGETHER = 3
MONTH = 7  # characters of a day that name its month

MEAN = "median"
"""The mean is the statistic that has a median beside it."""

type Group = tuple[Fact, ...]


def groups(block: Block) -> list[Group]:
    """Return the groups that become findings, the most telling first: never more than were asked for."""
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in block.facts:
        if can_be_told(fact):
            found.setdefault(story(fact), []).append(fact)
    whole = [tuple(each[:TOGETHER]) for each in found.values()]
    return one_of_each(sorted(whole, key=lambda group: not block.is_asked_about(group[0])), block)[: block.most]


def can_be_told(fact: Fact) -> bool:
    """Return whether there is a sentence for a fact."""
    said = phrases_of(fact.kind, fact.sign)
    return bool(fact.columns and said and any(fits(way, fact) for way in said.leads))


def kind_of(fact: Fact) -> str:
    """Return the kind of finding that a fact makes."""
    said = phrases_of(fact.kind, fact.sign)
    return said.kind if said else ""


def story(fact: Fact) -> tuple[str, ...]:
    """Return what facts of one story share."""
    sign = str(fact.sign)
    if fact.kind == "level_shift" and fact.since:
        return fact.kind, sign, fact.since[:MONTH]
    if fact.kind in ("spike", "dip") and fact.since:
        return fact.kind, fact.since, fact.until
    if fact.kind in ("flatline", "gap", "missing_burst"):
        return fact.kind, *fact.columns
    return (fact.kind,) if fact.kind == "seasonality" else (fact.id,)


def one_of_each(found: Sequence[Group], block: Block) -> list[Group]:
    """Return the groups so that each kind comes once before any comes again; what was asked about stays ahead."""
    ordered: list[Group] = []
    for _, part in groupby(found, key=lambda group: block.is_asked_about(group[0])):
        counts: dict[str, int] = {}
        ranked = []
        for group in part:
            kind = kind_of(group[0])
            counts[kind] = counts.get(kind, 0) + 1
            ranked.append((counts[kind], group))
        ordered += [group for _, group in sorted(ranked, key=lambda each: each[0])]
    return ordered


def support(block: Block, group: Group) -> Fact | None:
    """Return the mean of the column of a single spike or dip, to stand beside it."""
    if len(group) > 1 or group[0].kind not in ("spike", "dip"):
        return None
    means = (fact for fact in block.facts if fact.kind == SUPPORT and MEAN in fact.more)
    return next((fact for fact in means if fact.columns == group[0].columns), None)
