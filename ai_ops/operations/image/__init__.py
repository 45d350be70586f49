"""Image generation: an image from a prompt, in a theme's colours."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ai_ops.base import Example, Export, ImageRequest, Json, NewFile, Operation, Review
from ai_ops.images.check import BadImageError, check_image
from ai_ops.images.table import STANDARD_QUALITY
from ai_ops.operations.image import files
from ai_ops.operations.image.models import ImageDraft, ImageInput
from ai_ops.registry import register


class Answer(Protocol):
    """What a provider sent: an image in base64, unchecked, and the size that was asked for, in pixels."""

    image: object
    asked: tuple[int, int]
    final: tuple[int, int]
    revised_prompt: str


@register
class Image(Operation):
    """An image from a prompt, in a theme's colours."""

    slug = "image"
    label = _("Image generation")
    noun = ngettext_lazy("image", "images")
    credits = 10
    provider = "openai"
    input_model = ImageInput
    output_model = ImageDraft
    prompt_version = "image-1"
    needs = ("theme",)
    chosen_by_admins = ("quality",)
    examples: ClassVar[tuple[Example, ...]] = (
        Example(_("Harbour at dusk"), {"prompt": "Fishing boats in a calm harbour at dusk, soft light, wide view"}),
        Example(
            _("Autumn menu board"), {"prompt": "Autumn vegetables on dark slate, seen from above, room on the left"}
        ),
        Example(
            _("Abstract background"),
            {"prompt": "Soft overlapping paper waves, abstract, calm background for numbers", "quality": "draft"},
        ),
        Example(_("Welcome, portrait"), {"prompt": "A bright hotel lobby with plants, morning", "shape": "portrait"}),
    )
    exports: ClassVar[tuple[Export, ...]] = (
        Export(
            "inspire", _("Inspire image"), ".inspire-image.json", "application/json", files.write, inlined=("file",)
        ),
    )
    file_kind = "image"
    file_limit = files.LIMIT

    def build_request(self, inputs: ImageInput, context: Json) -> ImageRequest:
        """Return the request: the prompt, the theme's colours by name and value, and the word on lettering."""
        parts = [_sentence(inputs.prompt)]
        if colours := _colours(context.get("theme")):
            parts.append(f"Keep to these colours: {colours}.")
        if not inputs.lettering:
            parts.append("No text, letters, numbers, logos or watermarks in the image.")
        if note := context.get("note"):
            parts.append(f"Different from the last try: {_sentence(note)}")
        return ImageRequest(prompt="\n".join(parts), shape=inputs.shape, quality=inputs.quality or STANDARD_QUALITY)

    def review(self, draft: Answer, inputs: ImageInput, context: Json) -> Review:
        """Let a sound image in, cropped and without metadata; say what is wrong with any other."""
        try:
            image = check_image(draft.image, asked=draft.asked, final=draft.final)
        except BadImageError as error:
            return Review(result=None, problems=(str(error),))
        result: Json = {
            "name": _title(inputs.prompt),
            "prompt": inputs.prompt,
            "revised_prompt": _plain(draft.revised_prompt)[:1000],
            "alt_text": inputs.alt_text or _plain(inputs.prompt)[: files.LONGEST_ALT],
            "width": image.width,
            "height": image.height,
            "shape": inputs.shape,
        }
        mends = (f"Cropped from {draft.asked[0]} × {draft.asked[1]} to {image.width} × {image.height}.",)
        pictures = (
            NewFile("file", image.data, image.content_type, ".png"),
            NewFile("thumbnail", files.thumbnail(image), "image/webp", ".webp"),
        )
        return Review(result=result, mends=mends if draft.asked != draft.final else (), files=pictures)

    def read_file(self, body: Json) -> Json:
        """Return the image that a file holds, its picture still to be stored."""
        return files.read(body)

    def read_form(self, data: Mapping[str, Any]) -> Json:
        """Return the inputs of a submitted form."""
        values: Json = {name: data[name] for name in ("prompt", "shape", "quality", "alt_text") if name in data}
        values["theme"] = data.get("theme") or None
        values["lettering"] = data.get("lettering") in {"on", "true", True}
        return values


def _plain(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _sentence(text: str) -> str:
    plain = _plain(text)
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."


def _title(prompt: str) -> str:
    words = _plain(prompt).split()
    title = " ".join(words[:6])
    return title[:60].rstrip(",.;: ") or "Image"


def _colours(theme: Json | None) -> str:
    """Return a theme's main colours with their values, the light ones where it has both, or nothing."""
    modes: Json = (theme or {}).get("modes", {})
    roles: Json = (modes.get("light") or modes.get("dark") or {"roles": {}})["roles"]
    names = ("primary", "secondary", "accent", "background")
    return ", ".join(f"{name} {roles[name]}" for name in names if name in roles)
