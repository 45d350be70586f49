"""Inline text: written or rewritten for a label or data element."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ai_ops.base import Example, Export, Json, Operation, Review, TextRequest
from ai_ops.operations.text import files, placeholders, prompt
from ai_ops.operations.text.checks import check, count_graphemes, same
from ai_ops.operations.text.models import TextDraft, TextInput
from ai_ops.operations.text.tidy import tidy
from ai_ops.registry import register


@register
class Text(Operation):
    """Text written or rewritten for a label or data element."""

    slug = "text"
    label = _("Inline text generation")
    noun = ngettext_lazy("text", "texts")
    credits = 1
    provider = "anthropic"
    input_model = TextInput
    output_model = TextDraft
    prompt_version = "text-1"
    file_kind = "text"
    exports: ClassVar[tuple[Export, ...]] = (
        Export("inspire", _("Inspire text"), ".inspire-text.json", "application/json", files.write),
    )
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            _("Shorten a label"),
            {"mode": "shorten", "source": "Total sales of the harbour branch today: {{value}}", "max_chars": 32},
        ),
        Example(
            _("Warmer words"),
            {
                "mode": "tone",
                "tone": "friendly",
                "source": "Queue time is currently {{value}} minutes.",
                "max_chars": 60,
            },
        ),
        Example(
            _("In Welsh"),
            {"mode": "translate", "language": "cy", "source": "Fresh coffee, all day long", "max_chars": 60},
        ),
        Example(
            _("A new line"),
            {"mode": "generate", "instruction": "Invite guests to watch the sunset from the terrace", "max_chars": 60},
        ),
    )

    def schema(self) -> Json:  # type: ignore[override]
        """Return the schema that the provider's grammar enforces."""
        return prompt.SCHEMA

    def build_request(self, inputs: TextInput, context: Json) -> TextRequest:
        """Return the request, with the placeholders of the source masked."""
        former = [each["text"] for each in (context.get("former") or {}).get("variants", [])]
        return prompt.build(inputs, _mask(inputs), former=former, note=context.get("note", ""))

    def review(self, draft: TextDraft, inputs: TextInput, context: Json) -> Review:
        """Restore placeholders, tidy and check each variant; keep those that hold.

        Where only some hold, the review has both a result and problems: the runner asks once
        more, and then takes what there is.
        """
        masked = _mask(inputs)
        kept: list[Json] = []
        mends: list[str] = []
        problems: list[str] = []
        for number, variant in enumerate(draft.variants[: inputs.variants], 1):
            restored = placeholders.restore(variant.text, masked)
            text, done = tidy(restored, source=inputs.source, single_line=inputs.single_line)
            wrong = check(text, inputs) or _check_repeats(text, kept, context)
            if wrong:
                problems += [f"Variant {number}: {each}" for each in wrong]
                continue
            kept.append({"text": text, "length": count_graphemes(text)})
            mends += [f"Variant {number}: {each}." for each in done]
        missing = inputs.variants - len(draft.variants)
        if missing > 0:
            problems.append(f"{inputs.variants} variants were asked for and {len(draft.variants)} came.")
        result = {"variants": kept, "source": inputs.source, "mode": inputs.mode, "max_chars": inputs.max_chars}
        return Review(result=result if kept else None, mends=tuple(mends), problems=tuple(problems))

    def read_file(self, body: Json) -> Json:
        """Return the texts that a file holds."""
        return files.read(body)

    def read_form(self, data: Mapping[str, Any]) -> Json:
        """Return the inputs of a submitted form. Fields and banned words are separated by commas or lines."""
        values: Json = {
            name: data[name] for name in ("mode", "source", "instruction", "tone", "language") if name in data
        }
        if "source" in values:
            values["source"] = str(values["source"]).replace("\r\n", "\n")
        for name in ("max_chars", "variants"):
            if data.get(name):
                values[name] = data[name]
        values["single_line"] = data.get("single_line") in {"on", "true", True}
        for name in ("fields", "banned"):
            read = getattr(data, "getlist", None)  # a submitted form has it, and gives the last value to get
            values[name] = _split(read(name) if read else data.get(name, []))
        return values


def _mask(inputs: TextInput) -> placeholders.Masked:
    return placeholders.mask(inputs.source, inputs.fields if inputs.mode == "generate" else ())


def _check_repeats(text: str, kept: list[Json], context: Json) -> list[str]:
    if same(text) in {same(each["text"]) for each in kept}:
        return ["It says the same as another variant."]
    former = (context.get("former") or {}).get("variants", [])
    if same(text) in {same(each["text"]) for each in former}:
        return ["It is the former answer again."]
    return []


def _split(values: Any) -> list[str]:
    lines = values if isinstance(values, list) else [str(values)]
    words = (word.strip().strip("{}").strip() for line in lines for word in line.replace("\n", ",").split(","))
    return [word for word in words if word]
