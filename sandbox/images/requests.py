"""A request for images, validated in the order and the words of the real API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sandbox.images import models
from sandbox.images.models import ImageModel
from sandbox.openai_errors import OpenAIError, invalid_value, unknown_parameter
from sandbox.replies import Json

SIDES = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})")
STEP, LONGEST_SIDE, LEAST_PIXELS, MOST_PIXELS, STEEPEST = 16, 3840, 655_360, 3840 * 2160, 3
CHOICES: Mapping[str, tuple[str, ...]] = {
    "background": ("transparent", "opaque", "auto"),
    "moderation": ("low", "auto"),
    "output_format": ("png", "jpeg", "webp"),
    "style": ("vivid", "natural"),
    "response_format": ("url", "b64_json"),
}
TEXTS = ("safety_identifier", "user")
RANGES = {"output_compression": (0, 100), "partial_images": (0, 3)}


@dataclass(frozen=True, slots=True)
class ImagesRequest:
    """What a valid request asks; `size` is width and height in pixels."""

    model: ImageModel
    prompt: str
    size: tuple[int, int]
    quality: str
    count: int
    output_format: str
    is_transparent: bool
    is_link: bool
    style: str
    end_user: str

    @classmethod
    def read(cls, body: Any) -> Self:
        """Return the request in a body. Raise OpenAIError 400 or 404 in the API's words."""
        if not isinstance(body, dict):
            raise OpenAIError(400, "We could not parse the JSON body of your request.")
        body = {name: value for name, value in body.items() if value is not None}
        model = models.get(body.get("model", "dall-e-3"))
        _check_names(body, model)
        _check_values(body)
        return cls(
            model=model,
            prompt=_read_prompt(body, model),
            size=_read_size(body.get("size", "auto"), model),
            quality=_read_quality(body, model),
            count=_read_count(body, model),
            output_format=body.get("output_format", "png"),
            is_transparent=_read_transparency(body),
            is_link=model.is_dall_e and body.get("response_format", "url") == "url",
            style=body.get("style", "vivid"),
            end_user=body.get("safety_identifier") or body.get("user", ""),
        )


def _check_names(body: Json, model: ImageModel) -> None:
    if surplus := sorted(set(body) - model.parameters):
        raise unknown_parameter(surplus[0])
    if body.get("stream"):
        raise OpenAIError(400, "The sandbox does not stream images.", code="unsupported_value", param="stream")


def _check_values(body: Json) -> None:
    for name, choices in CHOICES.items():
        if name in body and body[name] not in choices:
            raise invalid_value(name, body[name], supported=_listed(choices))
    for name in TEXTS:
        if not isinstance(body.get(name, ""), str):
            raise _wrong_type(name, "a string")
    for name, (low, high) in RANGES.items():
        _check_range(name, body.get(name, low), low=low, high=high)


def _check_range(name: str, value: Any, *, low: int, high: int) -> None:
    if not _is_number(value) or not low <= value <= high:
        raise invalid_value(name, value, supported=f"integers from {low} to {high}")


def _read_prompt(body: Json, model: ImageModel) -> str:
    if "prompt" not in body:
        raise OpenAIError(
            400, "Missing required parameter: 'prompt'.", code="missing_required_parameter", param="prompt"
        )
    prompt = body["prompt"]
    if not isinstance(prompt, str):
        raise _wrong_type("prompt", "a string")
    if not prompt.strip():
        raise OpenAIError(400, "Invalid 'prompt': string too short.", code="string_below_min_length", param="prompt")
    if len(prompt) > model.longest_prompt:
        message = f"Invalid 'prompt': string too long. Expected a string with maximum length {model.longest_prompt}."
        raise OpenAIError(400, message, code="string_above_max_length", param="prompt")
    return prompt


def _read_size(value: Any, model: ImageModel) -> tuple[int, int]:
    if value == "auto":
        return 1024, 1024
    match = SIDES.fullmatch(value) if isinstance(value, str) else None
    if match is None or (value not in model.sizes and not (model.has_free_sizes and _is_free(*_sides(match)))):
        raise invalid_value("size", value, supported=_listed(model.sizes) + _also(model))
    return _sides(match)


def _sides(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]), int(match[2])


def _is_free(width: int, height: int) -> bool:
    """Return whether a size keeps to the rules of the models that take any."""
    return (
        width % STEP == height % STEP == 0
        and max(width, height) <= min(LONGEST_SIDE, STEEPEST * min(width, height))
        and LEAST_PIXELS <= width * height <= MOST_PIXELS
    )


def _also(model: ImageModel) -> str:
    return ", and sides divisible by 16 within the model's limits" if model.has_free_sizes else ""


def _read_quality(body: Json, model: ImageModel) -> str:
    quality = body.get("quality", "standard" if model.is_dall_e else "auto")
    if quality not in model.qualities:
        raise invalid_value("quality", quality, supported=_listed(model.qualities))
    return "medium" if quality == "auto" else str(quality)


def _read_count(body: Json, model: ImageModel) -> int:
    count = body.get("n", 1)
    if not _is_number(count):
        raise _wrong_type("n", "an integer")
    if not 1 <= count <= model.most_images:
        raise invalid_value("n", count, supported=f"integers from 1 to {model.most_images}")
    return int(count)


def _read_transparency(body: Json) -> bool:
    is_transparent = body.get("background") == "transparent"
    if is_transparent and body.get("output_format") == "jpeg":
        message = "Transparent background is not supported for JPEG output format."
        raise OpenAIError(400, message, code="invalid_value", param="background")
    return is_transparent


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong_type(name: str, expected: str) -> OpenAIError:
    return OpenAIError(400, f"Invalid type for '{name}': expected {expected}.", code="invalid_type", param=name)


def _listed(choices: tuple[str, ...]) -> str:
    return ", ".join(f"'{choice}'" for choice in choices)
