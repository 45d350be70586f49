"""Let only a sound image in: decode, verify, load, crop, and encode again without metadata."""

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageStat, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 40_000_000
MAX_PIXELS = 3840 * 2160
MIN_SPREAD = 1.5
"""Below this standard deviation in every channel (of 255) an image is blank to the eye."""

MAGIC: dict[str, Callable[[bytes], bool]] = {
    "PNG": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "JPEG": lambda data: data.startswith(b"\xff\xd8\xff"),
    "WEBP": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
}
CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


class BadImageError(Exception):
    """The answer is no image that can be shown."""


@dataclass(frozen=True, slots=True)
class CheckedImage:
    """An image that was decoded, cropped and encoded again by us. Sizes are in pixels."""

    data: bytes
    content_type: str
    width: int
    height: int


def decode(text: object) -> bytes:
    """Return the bytes of a base64 text. Raises BadImageError; nothing oversized is decoded."""
    if not isinstance(text, str) or not text:
        raise BadImageError("The answer holds no image.")
    if len(text) > MAX_BYTES * 4 // 3:
        raise BadImageError("The image is larger than 40 MB.")
    if text.startswith(("http://", "https://")):
        raise BadImageError("The answer holds a link instead of an image. Links are never fetched.")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadImageError("The image could not be decoded.") from None


def _open(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise BadImageError(f"The image has {image.width} × {image.height} pixels, more than is allowed.")
    return image


def _load(data: bytes) -> Image.Image:
    """Verify, then open again and load: a half-cut JPEG passes verify."""
    if not any(matches(data) for matches in MAGIC.values()):
        raise BadImageError("The answer is no PNG, JPEG or WebP image.")
    try:
        _open(data).verify()
        image = _open(data)
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadImageError("The image has more pixels than is allowed.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Warning) as error:
        raise BadImageError("The image is damaged.") from error
    if getattr(image, "n_frames", 1) != 1:
        raise BadImageError("The image moves; a still image was asked for.")
    return image


def _is_blank(image: Image.Image) -> bool:
    shown = Image.new("RGBA", image.size, "white")
    shown.alpha_composite(image.convert("RGBA"))
    return all(spread < MIN_SPREAD for spread in ImageStat.Stat(shown.convert("RGB")).stddev)


def _crop(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    left, top = (image.width - size[0]) // 2, (image.height - size[1]) // 2
    return image.crop((left, top, left + size[0], top + size[1]))


def _encode(image: Image.Image) -> CheckedImage:
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    file = io.BytesIO()
    clean.save(file, "PNG", optimize=False)
    return CheckedImage(file.getvalue(), CONTENT_TYPES["PNG"], *clean.size)


def check_image(text: object, *, asked: tuple[int, int], final: tuple[int, int]) -> CheckedImage:
    """Return a sound image of `final` size from base64 text that should hold one of `asked` size, in pixels.

    Raises BadImageError, whose message says what is wrong. Only PNG, JPEG and WebP are opened;
    the result is a PNG that carries no metadata.
    """
    image = _load(decode(text))
    if image.size != asked:
        raise BadImageError(f"The image is {image.width} × {image.height}; {asked[0]} × {asked[1]} was asked for.")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if _is_blank(image):
        raise BadImageError("The image is blank.")
    return _encode(_crop(image, final))
