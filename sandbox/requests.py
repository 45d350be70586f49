"""A request of the Messages API, validated in the order and the words of the real one."""

from dataclasses import dataclass
from typing import Any, Self

from sandbox import catalogue, grammar
from sandbox.errors import ApiError
from sandbox.replies import Json

KNOWN_FIELDS = {
    "model", "max_tokens", "messages", "system", "stream", "output_config", "metadata", "stop_sequences",
    "service_tier", "thinking", "tools", "tool_choice", "cache_control", "inference_geo", "container", "speed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MessagesRequest:
    """What a valid request asks: `turns` are (role, text) and `schema` is None for free text."""

    model: str
    max_tokens: int
    system: str
    turns: tuple[tuple[str, str], ...]
    schema: Json | None
    is_stream: bool
    is_cached: bool

    @classmethod
    def read(cls, body: Any) -> Self:
        """Return the request in a body. Raise ApiError 400 or 404 in the API's words."""
        if not isinstance(body, dict):
            raise ApiError(400, "The request body is not valid JSON: expected an object")
        _check_fields(body)
        catalogue.describe(body["model"])
        return cls(
            model=body["model"],
            max_tokens=_read_max_tokens(body),
            system=_text(body.get("system", ""), "system"),
            turns=_read_turns(body["messages"]),
            schema=_read_schema(body.get("output_config")),
            is_stream=bool(body.get("stream", False)),
            is_cached="cache_control" in str(body.get("system", "")) or "cache_control" in body,
        )


def _check_fields(body: Json) -> None:
    for name in ("model", "max_tokens", "messages"):
        if name not in body:
            raise ApiError(400, f"{name}: Field required")
    if surplus := sorted(set(body) - KNOWN_FIELDS):
        raise ApiError(400, f"{surplus[0]}: Extra inputs are not permitted")
    if not isinstance(body["model"], str):
        raise ApiError(400, "model: Input should be a valid string")


def _read_max_tokens(body: Json) -> int:
    value = body["max_tokens"]
    if not isinstance(value, int) or isinstance(value, bool):
        raise ApiError(400, "max_tokens: Input should be a valid integer")
    if value < 1:
        raise ApiError(400, "max_tokens: Input should be greater than or equal to 1")
    if value > catalogue.MAX_TOKENS:
        raise ApiError(
            400,
            f"max_tokens: {value} > {catalogue.MAX_TOKENS}, which is the maximum allowed number of output tokens "
            f"for {body['model']}",
        )
    return value


def _read_turns(messages: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(messages, list):
        raise ApiError(400, "messages: Input should be a valid list")
    if not messages:
        raise ApiError(400, "messages: at least one message is required")
    turns = tuple(_read_turn(turn, f"messages.{index}") for index, turn in enumerate(messages))
    if turns[-1][0] != "user":
        message = (
            "This model does not support assistant message prefill. The conversation must end with a user message."
        )
        raise ApiError(400, message)
    return turns


def _read_turn(turn: Any, where: str) -> tuple[str, str]:
    if not isinstance(turn, dict) or turn.get("role") not in ("user", "assistant"):
        raise ApiError(400, f"{where}.role: Input should be 'user' or 'assistant'")
    if "content" not in turn:
        raise ApiError(400, f"{where}.content: Field required")
    text = _text(turn["content"], f"{where}.content")
    if not text.strip():
        raise ApiError(400, f"{where}: all messages must have non-empty content")
    return turn["role"], text


def _text(content: Any, where: str) -> str:
    """Return the text of a string or of text blocks."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise ApiError(400, f"{where}: Input should be a valid string or list")
    for index, block in enumerate(content):
        if not isinstance(block, dict) or block.get("type") != "text" or not isinstance(block.get("text"), str):
            raise ApiError(400, f"{where}.{index}: Input tag should be 'text': the sandbox reads text only")
    return "\n".join(block["text"] for block in content)


def _read_schema(output_config: Any) -> Json | None:
    if output_config is None:
        return None
    if not isinstance(output_config, dict):
        raise ApiError(400, "output_config: Input should be a valid dictionary")
    if surplus := sorted(set(output_config) - {"format", "effort"}):
        raise ApiError(400, f"output_config.{surplus[0]}: Extra inputs are not permitted")
    form = output_config.get("format")
    if form is None:
        return None
    if not isinstance(form, dict) or form.get("type") != "json_schema" or set(form) != {"type", "schema"}:
        raise ApiError(400, "output_config.format: Input should be {'type': 'json_schema', 'schema': …}")
    grammar.check(form["schema"])
    schema: Json = form["schema"]
    return schema
