"""Layouts without a database: the real request, the sandbox's answer, the real review."""

import json

from ai_ops.operations.content import request, review
from ai_ops.operations.content.draft import ContentDraft
from ai_ops.operations.content.inputs import ContentInput
from ai_ops.operations.content.task import Task
from ai_ops.pipeline import read_draft
from sandbox import answers
from tests.ai_ops.content.tables import case, prepared, sources

BRIEF = "A board for the hall: what matters now, and how it got there"


def task_of(*names, former=None, note="", theme=None, **inputs):
    """Return the task of a run on some sources."""
    asked = ContentInput.model_validate({"brief": BRIEF, "sources": [case(name).slug for name in names]} | inputs)
    return Task(asked, sources(*names), theme, former, note)


def ask(task, names, *, fault="", after=""):
    """Return the document that the sandbox answers."""
    made = request.build(task, prepared(*names))
    text = answers.answer(made.schema, [("user", made.prompt + after)], system=made.system, fault=fault)
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def reviewed(document, task, names):
    """Return the review of a document, or of the text that came."""
    text = document if isinstance(document, str) else json.dumps(document)
    return review.reviewed(read_draft(text, ContentDraft), task, prepared(*names))
