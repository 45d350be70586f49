"""The image models as a table: sizes, quality words, request form, retirement. Read in November 2026."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

type Shape = Literal["landscape", "portrait", "square"]
type Quality = Literal["draft", "standard", "high"]
type Size = tuple[int, int]

GPT_QUALITIES: Mapping[str, str] = {"draft": "low", "standard": "medium", "high": "high"}
GPT_SIZES: Mapping[str, Size] = {"landscape": (1536, 1024), "portrait": (1024, 1536), "square": (1024, 1024)}
SCREEN_SIZES: Mapping[str, Size] = {"landscape": (1920, 1088), "portrait": (1088, 1920), "square": (1088, 1088)}
"""Sides must be divisible by 16; the crop takes what is over 1920 × 1080."""
RATIOS: Mapping[str, tuple[int, int]] = {"landscape": (16, 9), "portrait": (9, 16), "square": (1, 1)}
SCREEN_LONG_SIDE: Mapping[str, int] = {"landscape": 1920, "portrait": 1920, "square": 1080}


@dataclass(frozen=True, slots=True)
class ImageModel:
    """One image model. Sizes are width × height in pixels, as the provider is asked."""

    id: str
    label: str
    sizes: Mapping[str, Size]
    qualities: Mapping[str, str]
    fixed: Mapping[str, str]
    """Parameters that go with every request of this family."""
    names_user_as: str
    """The parameter that carries the hashed end user."""
    retires_on: date | None = None
    successor: str = ""

    def is_retired(self, today: date) -> bool:
        """Return whether the provider has switched the model off by `today`."""
        return self.retires_on is not None and self.retires_on <= today


def _gpt(name: str, label: str, sizes: Mapping[str, Size], retires_on: date | None = None) -> ImageModel:
    return ImageModel(
        id=name,
        label=label,
        sizes=sizes,
        qualities=GPT_QUALITIES,
        fixed={"output_format": "png"},
        names_user_as="safety_identifier",
        retires_on=retires_on,
        successor="gpt-image-2" if retires_on else "",
    )


IMAGE_MODELS: Mapping[str, ImageModel] = {
    model.id: model
    for model in (
        _gpt("gpt-image-2", "GPT Image 2", SCREEN_SIZES),
        _gpt("gpt-image-2.5-sunburst", "GPT Image 2.5 Sunburst", SCREEN_SIZES),
        _gpt("gpt-image-2.5-flare", "GPT Image 2.5 Flare", SCREEN_SIZES),
        _gpt("gpt-image-2.6-sunburst", "GPT Image 2.6 Sunburst", SCREEN_SIZES),
        _gpt("gpt-image-2.6-flare", "GPT Image 2.6 Flare", SCREEN_SIZES),
        _gpt("gpt-image-1.5", "GPT Image 1.5", GPT_SIZES, date(2026, 12, 1)),
        _gpt("gpt-image-1-mini", "GPT Image 1 mini", GPT_SIZES, date(2026, 12, 1)),
        _gpt("gpt-image-1", "GPT Image 1", GPT_SIZES, date(2026, 10, 23)),
        ImageModel(
            id="dall-e-3",
            label="DALL·E 3",
            sizes={"landscape": (1792, 1024), "portrait": (1024, 1792), "square": (1024, 1024)},
            qualities={"draft": "standard", "standard": "standard", "high": "hd"},
            fixed={"response_format": "b64_json", "style": "natural"},
            names_user_as="user",
            retires_on=date(2026, 5, 12),
            successor="gpt-image-2",
        ),
    )
}
"""`dall-e-3` stays for endpoints of an operator's own that still serve it."""

STANDARD = "gpt-image-2"
STANDARD_QUALITY: Quality = "standard"


def final_size(shape: str, asked: Size) -> Size:
    """Return the size after the crop to the screen's ratio, in pixels, never larger than what was asked.

    1920 × 1088 gives 1920 × 1080; 1536 × 1024 gives 1536 × 864.
    """
    across, down = RATIOS[shape]
    width, height = asked
    scale = min(width // across, height // down)
    limit = SCREEN_LONG_SIDE[shape] // max(across, down)
    scale = min(scale, limit)
    return across * scale, down * scale
