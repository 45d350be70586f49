"""Forms for operations: made from the input model, read by the operation or by the model's types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin
from uuid import uuid4

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from django.http import QueryDict
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from ai_ops.base import Json, Operation

LONG_TEXT = 120


def new_key() -> str:
    """Return a submission key for a fresh form."""
    return uuid4().hex


@dataclass(slots=True)
class OperationForm:
    """One operation's form as a template shows it: what was typed, and what is wrong with it.

    `errors` maps a field to sentences; "" is the whole form. `key` is the submission key, the
    same for every click on one form.
    """

    operation: Operation
    values: Json
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    key: str = field(default_factory=new_key)

    def errors_of(self, name: str) -> list[str]:
        """Return what is wrong with a field and with what it holds."""
        return list(self.errors.get(name, []))

    @property
    def fields(self) -> list["Field"]:
        """Return the fields of the automatic form."""
        model = self.operation.input_model
        return [
            describe(name, info, value=self.values.get(name), errors=self.errors_of(name))
            for name, info in model.model_fields.items()
        ]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an automatic form. `kind` is text, long, number, check, choice or lines."""

    name: str
    label: str
    hint: str
    kind: str
    value: Any
    errors: list[str]
    is_required: bool
    choices: tuple[Any, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)


def describe(name: str, info: FieldInfo, *, value: Any, errors: list[str]) -> Field:
    """Return the form's field for a field of an input model."""
    limits = _limits(info)
    kind, choices = _kind(_plain(info.annotation), limits)
    if kind == "number":
        limits["step"] = "1" if _plain(info.annotation) is int else "any"
    return Field(
        name=name,
        label=info.title or name.replace("_", " ").capitalize(),
        hint=info.description or "",
        kind=kind,
        value="\n".join(map(str, value)) if kind == "lines" and isinstance(value, list) else value,
        errors=errors,
        is_required=info.is_required() and kind != "check",
        choices=choices,
        limits=limits,
    )


def _plain(annotation: Any) -> Any:
    """Return a type without its name, its rules and its `| None`."""
    if isinstance(annotation, TypeAliasType):
        return _plain(annotation.__value__)
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [each for each in get_args(annotation) if each is not NoneType]
        return _plain(kinds[0]) if len(kinds) == 1 else str
    return annotation


def _kind(annotation: Any, limits: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    if get_origin(annotation) is list:
        return "lines", ()
    kinds = {bool: "check", int: "number", float: "number"}
    is_long = limits.get("maxlength", 0) > LONG_TEXT
    return kinds.get(annotation, "long" if is_long else "text"), ()


def _limits(info: FieldInfo) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for rule in info.metadata:
        match rule:
            case Ge(ge=least) | Gt(gt=least):
                limits["min"] = least
            case Le(le=most) | Lt(lt=most):
                limits["max"] = most
            case MaxLen(max_length=longest):
                limits["maxlength"] = longest
    return limits


def initial(operation: Operation) -> Json:
    """Return the values of a fresh form: the input model's defaults."""
    model: type[BaseModel] = operation.input_model
    return {
        name: "" if info.is_required() else to_jsonable_python(info.get_default(call_default_factory=True))
        for name, info in model.model_fields.items()
    }


def read(operation: Operation, data: QueryDict) -> Json:
    """Return the inputs that a submitted form holds, not yet validated."""
    if type(operation).read_form is not Operation.read_form:
        return operation.read_form(data)
    fields = [describe(name, info, value=None, errors=[]) for name, info in operation.input_model.model_fields.items()]
    return {each.name: _read_field(each, data) for each in fields if each.name in data or each.kind == "check"}


def _read_field(shown: Field, data: QueryDict) -> Any:
    if shown.kind == "check":
        return shown.name in data
    text = data.get(shown.name, "")
    if shown.kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if shown.kind == "number":
        return _number(text)
    return text


def _number(text: str) -> int | float | str:
    """Return a number for a number's text; the model says what is wrong with anything else."""
    try:
        return float(text) if set(text) & set(".eE") else int(text)
    except ValueError:
        return text
