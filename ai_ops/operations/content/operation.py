"""The operation: components placed on a grid and bound to data, from a brief."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ai_ops.base import Json, Operation, Review, TextRequest
from ai_ops.layouts import documents
from ai_ops.operations.content import draft, preparing, presenting, request, review
from ai_ops.operations.content.draft import ContentDraft
from ai_ops.operations.content.examples import EXAMPLES
from ai_ops.operations.content.exports import EXPORTS, KIND
from ai_ops.operations.content.inputs import ContentInput, read_form
from ai_ops.operations.content.task import Task
from ai_ops.registry import register


@register
class Content(Operation):
    """Components placed on a grid and bound to data, from a brief."""

    slug = "content"
    label = _("Content generation")
    noun = ngettext_lazy("layout", "layouts")
    credits = 5
    provider = "anthropic"
    input_model = ContentInput
    output_model = ContentDraft
    prompt_version = request.PROMPT_VERSION
    needs = ("sources", "theme")
    examples = EXAMPLES
    exports = EXPORTS
    file_kind = KIND

    @classmethod
    def schema(cls) -> Json:
        return draft.schema()

    def build_request(self, inputs: ContentInput, context: Json) -> TextRequest:
        task = Task.of(inputs, context)
        return request.build(task, preparing.prepare(task.sources))

    def review(self, draft: ContentDraft, inputs: ContentInput, context: Json) -> Review:
        return review.review(draft, Task.of(inputs, context))

    def read_form(self, data: Mapping[str, Any]) -> Json:
        return read_form(cast("MultiValueDict[str, str]", data))

    def read_file(self, body: Json) -> Json:
        return documents.read(body)

    def present(self, result: Json) -> Json:
        return presenting.present(result)
