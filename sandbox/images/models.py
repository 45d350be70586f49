"""The image models that the sandbox serves, as GET /v1/models lists them and as requests may use them."""

from dataclasses import dataclass

from sandbox.openai_errors import unknown_model
from sandbox.replies import Json

GPT_QUALITIES = ("low", "medium", "high", "auto")
LIFELIKE_QUALITIES = ("low", "medium", "high", "xhigh", "max", "auto")
GPT_SIZES = ("1024x1024", "1024x1536", "1536x1024", "auto")
DALL_E_SIZES = ("1024x1024", "1024x1792", "1792x1024")
GPT_PARAMETERS = frozenset(
    {
        "model", "prompt", "n", "size", "quality", "background", "moderation", "output_format",
        "output_compression", "partial_images", "safety_identifier", "stream", "user",
    }
)  # fmt: skip
DALL_E_PARAMETERS = frozenset({"model", "prompt", "n", "size", "quality", "style", "response_format", "user"})


@dataclass(frozen=True, slots=True)
class ImageModel:
    """One model: what it takes. `has_free_sizes` allows any sides that are divisible by sixteen."""

    id: str
    created: int
    shutdown_date: str | None = None
    qualities: tuple[str, ...] = GPT_QUALITIES
    sizes: tuple[str, ...] = GPT_SIZES
    parameters: frozenset[str] = GPT_PARAMETERS
    has_free_sizes: bool = False
    longest_prompt: int = 32_000
    most_images: int = 10

    @property
    def is_dall_e(self) -> bool:
        return self.parameters is DALL_E_PARAMETERS

    def describe(self) -> Json:
        """Return the model as the API describes it."""
        return {
            "id": self.id,
            "object": "model",
            "created": self.created,
            "owned_by": "system",
            "shutdown_date": self.shutdown_date,
        }


def _second(name: str, created: int, qualities: tuple[str, ...] = GPT_QUALITIES) -> ImageModel:
    return ImageModel(name, created, qualities=qualities, has_free_sizes=True)


MODELS = {
    model.id: model
    for model in (
        _second("gpt-image-2.6-sunburst", 1_791_331_200),
        _second("gpt-image-2.6-flare", 1_791_331_200),
        _second("gpt-image-2.5-sunburst", 1_788_825_600, LIFELIKE_QUALITIES),
        _second("gpt-image-2.5-flare", 1_788_825_600, LIFELIKE_QUALITIES),
        _second("gpt-image-2", 1_776_729_600),
        ImageModel("gpt-image-1.5", 1_765_843_200, "2026-12-01"),
        ImageModel("chatgpt-image-latest", 1_765_843_200, "2026-12-01"),
        ImageModel("gpt-image-1-mini", 1_759_708_800, "2026-12-01"),
        ImageModel("gpt-image-1", 1_745_366_400, "2026-10-23"),
        ImageModel(
            "dall-e-3",
            1_698_785_189,
            "2026-05-12",
            qualities=("standard", "hd"),
            sizes=DALL_E_SIZES,
            parameters=DALL_E_PARAMETERS,
            longest_prompt=4_000,
            most_images=1,
        ),
    )
}
"""Those that OpenAI has shut down are served too, as an endpoint of an operator's own may do."""


def get(name: object) -> ImageModel:
    """Return the model of that name. Raise OpenAIError 404 for an unknown one."""
    if not isinstance(name, str) or name not in MODELS:
        raise unknown_model(name)
    return MODELS[name]
