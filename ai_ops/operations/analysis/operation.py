"""The operation: what is remarkable in a source's data, each claim confirmed by the data."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ai_ops.base import Json, Operation, Review, TextRequest
from ai_ops.operations.analysis import comparing, draft, files, presenting, request, review
from ai_ops.operations.analysis.draft import AnalysisDraft
from ai_ops.operations.analysis.examples import EXAMPLES
from ai_ops.operations.analysis.exports import EXPORTS
from ai_ops.operations.analysis.inputs import AnalysisInput, check_columns, read_form
from ai_ops.registry import register


@register
class Analysis(Operation):
    """Patterns and anomalies in connector data."""

    slug = "analysis"
    label = _("Data analysis")
    noun = ngettext_lazy("analysis", "analyses")
    credits = 10
    provider = "anthropic"
    input_model = AnalysisInput
    output_model = AnalysisDraft
    prompt_version = request.PROMPT_VERSION
    needs = ("source",)
    compared_by = "source"
    examples = EXAMPLES
    exports = EXPORTS
    file_kind = "analysis"

    @classmethod
    def schema(cls) -> Json:
        return draft.schema()

    def check_inputs(self, inputs: AnalysisInput, context: Json) -> Mapping[str, list[str]]:
        return check_columns(inputs, tuple(field.name for field in context["source"].fields))

    def build_request(self, inputs: AnalysisInput, context: Json) -> TextRequest:
        return request.build(inputs, context["source"], former=context.get("former"), note=context.get("note", ""))

    def review(self, draft: AnalysisDraft, inputs: AnalysisInput, context: Json) -> Review:
        return review.review(draft, inputs, context["source"])

    def read_form(self, data: Mapping[str, Any]) -> Json:
        return read_form(cast("MultiValueDict[str, str]", data))

    def read_file(self, body: Json) -> Json:
        return files.read(body)

    def compare(self, former: Json, result: Json) -> Json:
        return comparing.compare(former, result)

    def present(self, result: Json) -> Json:
        return presenting.present(result)
