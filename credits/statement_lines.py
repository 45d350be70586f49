"""One line a run: what a run's entries come to, and grants and adjustments by themselves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from credits.models import Funding, Kind
from credits.statement import WORDS, Movement, related

CLOSINGS = (Kind.SETTLE, Kind.VOID)
OF_A_RUN = (Kind.RESERVE, *CLOSINGS)
STILL_OPEN = _("Reserved for running jobs")


@dataclass(frozen=True, slots=True)
class Line:
    """A grant, an adjustment, or a run.

    A run's `entries` are its reserve and its closing, and `given_back` is the adjustment by
    which staff returned its credits. An adjustment that does so has the `run` that it is for.
    """

    head: Movement
    entries: list[Movement]
    given_back: Movement | None = None
    run: Movement | None = None

    @property
    def is_run(self) -> bool:
        return self.head.kind == Kind.RESERVE

    @property
    def closing(self) -> Movement | None:
        """Return the settle or the void of a run, or None while it is open."""
        return next((each for each in self.entries if each.kind in CLOSINGS), None)

    @property
    def kind(self) -> Kind:
        """Return what has become of it: a run's closing, or else its own kind."""
        return Kind(self.closing.kind if self.closing else self.head.kind)

    @property
    def word(self) -> str:
        """Return what has become of it, as screens say it."""
        return str(STILL_OPEN if self.kind == Kind.RESERVE else WORDS[self.kind])

    @property
    def is_own_key(self) -> bool:
        return self.head.funding == Funding.OWN_KEY

    @property
    def change(self) -> int:
        """Return what it gave (or took, negative), in credits. What a run has reserved counts as taken."""
        return 0 if self.kind == Kind.VOID else self.head.change

    @property
    def remaining(self) -> int:
        """Return what remained once it took its credits, or had given them back.

        It is what the ledger wrote, so it leaves out what other runs had reserved just then.
        """
        return self.closing.remaining if self.closing and self.kind == Kind.VOID else self.head.remaining


def lines_of(account: UUID, heads: list[Movement]) -> list[Line]:
    """Return a line for each head (a grant, an adjust or a reserve), in one query for all."""
    by_reference = _group(related(account, {each.reference for each in heads}) if heads else [])
    return [_line(head, by_reference[head.reference]) for head in heads]


def _line(head: Movement, group: list[Movement]) -> Line:
    if head.kind == Kind.RESERVE:
        back = next((each for each in group if each.kind == Kind.ADJUST), None)
        return Line(head, [each for each in group if each.kind in OF_A_RUN], given_back=back)
    run = next((each for each in group if each.kind == Kind.RESERVE), None)
    return Line(head, [head], run=run if head.kind == Kind.ADJUST else None)


def _group(movements: Iterable[Movement]) -> dict[UUID, list[Movement]]:
    groups: dict[UUID, list[Movement]] = defaultdict(list)
    for each in movements:
        groups[each.reference].append(each)
    return groups
