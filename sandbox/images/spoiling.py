"""Bad images of every kind: what a fault puts in the place of a sound one."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from sandbox.openai_errors import OpenAIError
from sandbox.replies import Json

HTML = b"<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><circle r="4"/></svg>'
METADATA = "Taken at 53.2, -4.1 by a demo camera"
"""What with_metadata hides in the file, for tests to look for."""
BOMB_SIDE = 30_000
MODERATED = "Your request was rejected by the safety system."


def moderated() -> OpenAIError:
    """Return the refusal of a prompt by the moderation."""
    return OpenAIError(400, MODERATED, kind="image_generation_user_error", code="moderation_blocked")


def picture(fault: str, size: tuple[int, int]) -> Image.Image | None:
    """Return the picture that a fault asks for in place of the painting, or None."""
    if fault == "blank":
        return Image.new("RGB", size, (251, 250, 247))
    if fault == "transparent":
        return Image.new("RGBA", size, (20, 40, 60, 0))
    return None


def file(image: Image.Image, fault: str) -> bytes | None:
    """Return the bytes that a fault asks for in place of the image's file, or None."""
    make = _FILES.get(fault)
    return make(image) if make else None


def spoil(document: Json, fault: str) -> Json:
    """Return the answer's document as the fault leaves it."""
    if fault == "no_data":
        return {**document, "data": []}
    change = _ENTRIES.get(fault)
    return {**document, "data": [change(entry) for entry in document["data"]]} if change else document


def _bad_base64(entry: Json) -> Json:
    return {**entry, "b64_json": f"{entry['b64_json'][:4000]}*not base64*"}


def _url_instead(entry: Json) -> Json:
    kept = {name: value for name, value in entry.items() if name != "b64_json"}
    return {**kept, "url": "https://images.sandbox.example/elsewhere.png"}


def _png(image: Image.Image) -> bytes:
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    output = BytesIO()
    image.convert("RGB").save(output, "JPEG", quality=90)
    return output.getvalue()


def _cut_png(image: Image.Image) -> bytes:
    data = _png(image)
    return data[: len(data) // 2]


def _cut_jpeg(image: Image.Image) -> bytes:
    data = _jpeg(image)
    return data[: len(data) // 2]


def _wrong_size(image: Image.Image) -> bytes:
    return _png(image.resize((image.width // 2, image.height // 2)))


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _bomb(image: Image.Image) -> bytes:
    """Return a PNG of a few hundred kilobytes that would unpack to 30,000 × 30,000 pixels."""
    head = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((BOMB_SIDE // 8 + 1) * BOMB_SIDE))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _frames(image: Image.Image) -> list[Image.Image]:
    second = image.copy()
    ImageDraw.Draw(second).rectangle((0, 0, image.width // 2, image.height // 2), fill=(255, 255, 255))
    return [image, second]


def _gif(image: Image.Image) -> bytes:
    output = BytesIO()
    image.convert("P").save(output, "GIF")
    return output.getvalue()


def _animated(image: Image.Image) -> bytes:
    first, second = _frames(image)
    output = BytesIO()
    first.save(output, "PNG", save_all=True, append_images=[second], duration=200)
    return output.getvalue()


def _with_metadata(image: Image.Image) -> bytes:
    info = PngInfo()
    info.add_text("Comment", METADATA)
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{METADATA}</x:xmpmeta>")
    exif = Image.Exif()
    exif[0x010E] = METADATA
    output = BytesIO()
    image.save(output, "PNG", pnginfo=info, exif=exif, icc_profile=METADATA.encode().ljust(200))
    return output.getvalue()


_FILES: dict[str, Callable[[Image.Image], bytes]] = {
    "html_bytes": lambda _: HTML,
    "svg_bytes": lambda _: SVG,
    "cut_png": _cut_png,
    "cut_jpeg": _cut_jpeg,
    "wrong_size": _wrong_size,
    "blank": _png,
    "transparent": _png,
    "bomb": _bomb,
    "gif": _gif,
    "animated": _animated,
    "with_metadata": _with_metadata,
}
_ENTRIES: dict[str, Callable[[Json], Json]] = {"bad_base64": _bad_base64, "url_instead": _url_instead}
