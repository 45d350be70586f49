"""The models that the sandbox serves, as GET /v1/models lists them."""

from sandbox.errors import ApiError
from sandbox.replies import Json

MODELS: dict[str, Json] = {
    "claude-opus-5-5": {"display_name": "Claude Opus 5.5", "line": "opus", "created_at": "2026-10-06T00:00:00Z"},
    "claude-haiku-5-5": {"display_name": "Claude Haiku 5.5", "line": "haiku", "created_at": "2026-09-15T00:00:00Z"},
    "claude-sonnet-5-5": {"display_name": "Claude Sonnet 5.5", "line": "sonnet", "created_at": "2026-09-01T00:00:00Z"},
    "claude-sonnet-4-5": {
        "display_name": "Claude Sonnet 4.5",
        "line": "sonnet",
        "created_at": "2025-09-29T00:00:00Z",
        "lifecycle": "deprecated",
        "deprecated_at": "2026-05-30T00:00:00Z",
        "retires_at": "2026-11-30T00:00:00Z",
    },
}
MAX_TOKENS = 64_000


def models() -> list[Json]:
    """Return all models, newest first, as the API describes them."""
    return [describe(model) for model in MODELS]


def describe(model: str) -> Json:
    """Return one model as the API describes it. Raise ApiError 404 for an unknown one."""
    if model not in MODELS:
        raise ApiError(404, f"model: {model}")
    return {
        "type": "model",
        "id": model,
        "lifecycle": "active",
        "deprecated_at": None,
        "retires_at": None,
        "max_input_tokens": 200_000,
        "max_tokens": MAX_TOKENS,
        "capabilities": _capabilities(),
        **MODELS[model],
    }


def _capabilities() -> Json:
    yes, no = {"supported": True}, {"supported": False}
    return {
        "batch": no,
        "citations": no,
        "code_execution": no,
        "context_management": no,
        "effort": {"supported": False, "low": no, "medium": no, "high": no, "xhigh": no, "max": no},
        "image_input": no,
        "pdf_input": no,
        "server_tools": {"supported": False, "code_execution": no, "web_search": no},
        "structured_outputs": yes,
        "thinking": {
            "supported": False,
            "types": {"adaptive": no, "between_tools": no, "disabled": yes, "enabled": no},
        },
    }
