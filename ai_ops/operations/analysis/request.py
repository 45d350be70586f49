"""What the provider is asked."""

from ai_ops.base import Json, SourceData, TextRequest
from ai_ops.operations.analysis import draft
from ai_ops.operations.analysis.inputs import AnalysisInput

PROMPT_VERSION = "analysis-1"


def build(inputs: AnalysisInput, source: SourceData, *, former: Json | None = None, note: str = "") -> TextRequest:
    """Return the request: the rules as system text, facts and columns as one block of data."""
    return TextRequest(system="", prompt=source.name, schema=draft.schema())
