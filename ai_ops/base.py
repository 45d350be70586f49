"""What an operation is. Each is one pure module or package in `ai_ops/operations/`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.utils.functional import Promise
from pydantic import BaseModel

if TYPE_CHECKING:  # a process that reads no table need not load what reads them
    from connectors.frames import Table
    from connectors.kinds.base import Field

type Json = dict[str, Any]
type Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class TextRequest:
    """What a text operation asks of its provider; the runner adds model and key.

    `schema` is a small static JSON Schema that the provider's grammar enforces.
    """

    system: str
    prompt: str
    schema: Json
    max_tokens: int = 8_000


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What an image operation asks of its provider; the provider's table turns it into parameters.

    `end_user` is a stable pseudonym that the provider may use against abuse.
    """

    prompt: str
    shape: str
    quality: str
    end_user: str = ""


type Request = TextRequest | ImageRequest


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that belongs to a result. The runner stores it and puts its id into `result[field]`."""

    field: str
    data: bytes
    content_type: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Review:
    """What an operation's checks made of one draft: a result, or the problems that remain.

    `mends` says what was adjusted and `problems` what is still wrong, one sentence each. A
    review without problems has a result, of JSON values only. With both, the result is what
    holds of the draft: it is taken where a repair brings nothing better, and the problems are
    told as what was left out.
    """

    result: Json | None
    mends: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    files: tuple[NewFile, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Return whether the draft may be shown."""
        return self.result is not None and not self.problems


@dataclass(frozen=True, slots=True)
class Origin:
    """What a result's run was answered by and paid with: a model's id, and `credits` or `own_key`.

    Both are empty where the run is gone. `is_ai_made` says whether a model made any of it.
    """

    model: str = ""
    paid_with: str = ""
    is_ai_made: bool = True


UNKNOWN_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class SourceData:
    """A source as a run was started on it: its newest snapshot of that moment, which never changes.

    `slug` is the stream in the names of its fields, `number` counts the source's snapshots and
    `taken_at` is ISO 8601. `read` loads the table anew each time, so that none is held while a
    provider is waited for; it raises InputGoneError where the snapshot is no longer kept.
    """

    slug: str
    name: str
    number: int
    taken_at: str
    rows: int
    fields: "tuple[Field, ...]"
    read: "Callable[[], Table]"


class NothingToAskError(Exception):
    """There is nothing to ask a provider: the run ends failed and free, before any call, with this sentence."""


class InvalidFileError(ValueError):
    """A file is not one that we take back; the sentence says why."""


class InputGoneError(NothingToAskError):
    """What the run was to read is no longer kept."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file that a result can be downloaded as."""

    slug: str
    label: str | Promise
    suffix: str
    content_type: str
    render: Callable[[Json, str, Origin], str | bytes | list[list[Cell]]]
    """Return the file's content for a result, the name it goes by, and where it came from; or the cells of a CSV."""
    inlined: tuple[str, ...] = ()
    """Fields of the result whose file `render` gets as base64 in place of its id."""
    opens_sources: bool = False
    """Whether `render` gets the newest data of the result's `sources`, SourceData, in place of their names."""


@dataclass(frozen=True, slots=True)
class Example:
    """Inputs to start from, offered on the form."""

    label: str | Promise
    inputs: Mapping[str, Any] = field(default_factory=dict)


class Operation:
    """One AI operation: its contract, its request, its checks, and how its result is shown.

    Pure: no database, no network, no Celery. `inputs` is a valid instance of `input_model`;
    `context` holds what `needs` names, loaded by the runner. The result's page is
    `templates/ai_ops/operations/<slug>.html`, with the partials `form` and `result`.
    """

    slug: ClassVar[str]
    label: ClassVar[str | Promise]
    noun: ClassVar[Any] = None
    """What a run makes, for a sentence with a number: ngettext_lazy("theme", "themes"). None where there is no word."""
    credits: ClassVar[int]
    provider: ClassVar[Literal["anthropic", "openai"]]
    input_model: ClassVar[type[BaseModel]]
    output_model: ClassVar[type[BaseModel]]
    """The strict model that a draft is parsed with, limits included."""
    prompt_version: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    """Names of what the runner loads into `context`: `base` (a saved item of this operation), `theme`,
    `source` (a SourceData, by the slug in the input `source`), `sources` (a list of them).

    Beside these, `context` holds `note` and `former` where a run follows another: what should be
    different, and that run's result.
    """
    chosen_by_admins: ClassVar[tuple[str, ...]] = ()
    """Inputs that begin with what the tenant's admin chose on Settings > AI: None in them stands for that."""
    compared_by: ClassVar[str] = ""
    """The input that makes two runs comparable: a result is shown beside the last one with the same. "" for none."""
    examples: ClassVar[tuple[Example, ...]] = ()
    exports: ClassVar[tuple[Export, ...]] = ()
    file_kind: ClassVar[str] = ""
    """The kind of its own file that the library takes back: theme for `.inspire-theme.json`. "" for none."""
    file_version: ClassVar[int] = 1
    """The newest version of that file that `read_file` knows."""
    file_limit: ClassVar[int] = 1_000_000
    """The most bytes that such a file may have."""

    @classmethod
    def made_by(cls, runs: int) -> str:
        """Return what so many runs make, in words without the number: themes, or × Theme generation."""
        return str(cls.noun % runs) if cls.noun else f"× {cls.label}"

    @classmethod
    def schema(cls) -> Json:
        """Return the JSON Schema that the provider's grammar enforces."""
        return cls.output_model.model_json_schema()

    def check_inputs(self, inputs: Any, context: Json) -> Mapping[str, list[str]]:
        """Return what is wrong with valid inputs beside what they need: field → sentences. Nothing is read for it."""
        return {}

    def build_request(self, inputs: Any, context: Json) -> Request:
        """Return the first request for these inputs. Raises NothingToAskError."""
        raise NotImplementedError

    def review(self, draft: Any, inputs: Any, context: Json) -> Review:
        """Check a parsed draft (an `output_model`), mend what can be mended, and say the rest."""
        raise NotImplementedError

    def read_form(self, data: Mapping[str, Any]) -> Json:
        """Return the inputs, not yet validated, that a submitted form (a QueryDict) holds."""
        raise NotImplementedError

    def vary(self, result: Json) -> Json:
        """Return the inputs with which a form for a variation of a saved result begins."""
        return {}

    def read_file(self, body: Json) -> Json:
        """Return the content of a saved item from what an own file holds under its kind. Raises InvalidFileError.

        The document around it was read strictly already: one JSON object, its format and version, no control
        characters. A strict pydantic model says what else may be in it; its ValidationError may pass. A value that
        is a NewFile is stored, and its id takes its place.
        """
        raise InvalidFileError("This kind of file cannot be imported.")

    def compare(self, former: Json, result: Json) -> Json:
        """Return how a result differs from a former one with the same `compared_by`, for the result's template."""
        return {}

    def present(self, result: Json) -> Json:
        """Return what the result's template needs beside `result` itself."""
        return {}
