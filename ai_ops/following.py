"""A run that follows another: the former result, and a note on what should be different."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ai_ops.base import Json, Operation
from ai_ops.errors import InvalidInputError
from ai_ops.models import Run, State
from tenants.models import Tenant

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Follows:
    """Which run a new one follows, by id, and what should be different; nothing for a run of its own."""

    former: UUID | None = None
    note: str = ""
    result: Any = None

    def checked(self, operation: Operation, tenant: Tenant) -> "Follows":
        """Return this with the former run's result, found in the tenant alone. Raises InvalidInputError."""
        note = " ".join(self.note.split())
        if len(note) > LONGEST_NOTE:
            raise InvalidInputError({"note": [f"Use at most {LONGEST_NOTE} characters; this has {len(note)}."]})
        if self.former is None:
            return Follows(note=note)
        runs = Run.objects.filter(tenant=tenant, operation=operation.slug, state=State.SUCCEEDED, id=self.former)
        former = runs.first()
        if former is None:
            raise InvalidInputError({"": ["The run that this one should follow is not there. Start a new one."]})
        return replace(self, note=note, result=former.result)

    def as_json(self) -> Json:
        """Return what makes this a different request."""
        return {"former": str(self.former or ""), "note": self.note}

    def context(self) -> Json:
        """Return what an operation may read of it."""
        context: Json = {"note": self.note} if self.note else {}
        return {**context, "former": self.result} if self.result is not None else context


NOTHING_BEFORE = Follows()
