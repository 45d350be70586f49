"""What the statement's filters offer: the operations, and all whom the statement names."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from ai_ops import registry
from credits.statement_forms import WITHOUT_A_PERSON, StatementForm
from credits.statement_people import Person
from inspire.pages import statement_rows as rows
from inspire.pages.statement_rows import Text

type Choices = list[tuple[str, Text]]

FORMER: Final = "{name} · {word}"


def choices_of(form: StatementForm, people: Mapping[UUID, Person]) -> dict[str, Choices]:
    """Return the choices of each filter, with what the address asks for besides."""
    operations: Choices = [(each.slug, each.label) for each in registry.all_operations()]
    members: Choices = [(str(each.id), _name(each)) for each in people.values()]
    members.append((WITHOUT_A_PERSON, rows.WITHOUT_A_PERSON))
    return {
        "kind": _of_field(form, "kind"),
        "operation": _with_wanted(operations, form["operation"].value()),
        "member": _with_wanted(members, form["member"].value(), label=rows.FORMER_MEMBER),
        "funding": _of_field(form, "funding"),
    }


def _of_field(form: StatementForm, name: str) -> Choices:
    return [(str(value), str(label)) for value, label in form.fields[name].choices if value]  # type: ignore[attr-defined]


def _name(person: Person) -> Text:
    return person.name if person.is_member else FORMER.format(name=person.name, word=rows.FORMER_MEMBER)


def _with_wanted(choices: Choices, wanted: str | None, *, label: Text | None = None) -> Choices:
    is_known = not wanted or wanted in dict(choices)
    return choices if is_known else [*choices, (str(wanted), label or str(wanted))]
