"""Ask for texts: through the pipeline, with the sandbox's answers or with an answer of one's own."""

import json

from ai_ops import pipeline, registry
from ai_ops.base import Json, Request, TextRequest
from ai_ops.operations.text.models import TextDraft, TextInput
from ai_ops.pipeline import Job, Verdict
from ai_ops.providers.base import Reply, Usage
from sandbox import answers


def job(asked: Json, context: Json | None = None) -> Job:
    return Job(registry.get("text"), TextInput(**asked), context or {})


def answer_of(request: Request, fault: str = "") -> Reply:
    """Return what the sandbox answers, without the way over HTTP."""
    assert isinstance(request, TextRequest)
    text = answers.answer(request.schema, [("user", request.prompt)], system=request.system, fault=fault)
    return Reply(text, "end_turn", "req_1", "claude-haiku-5-5", Usage(), 0.1)


def run(asked: Json, *faults: str, context: Json | None = None) -> Verdict:
    """Take a request the whole way; the first answer has the first fault, the second the second."""
    left = iter((*faults, "", ""))
    return pipeline.run(
        job(asked, context), call=lambda request, _: answer_of(request, next(left)), on_stage=lambda stage: None
    )


def review(asked: Json, *texts: str, context: Json | None = None):
    """Return what the operation makes of these variants, as they come from the model: with marks."""
    draft = TextDraft.model_validate_json(json.dumps({"variants": [{"text": text} for text in texts]}), strict=True)
    work = job(asked, context)
    return work.operation.review(draft, work.inputs, work.context)
