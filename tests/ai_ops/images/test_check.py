"""Which bytes are let in, and what becomes of them."""

import base64
import warnings
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from ai_ops.images import check
from ai_ops.images.check import BadImageError, check_image

SIZE = (64, 48)


def picture(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    image = Image.new("RGB", size, (20, 90, 120))
    ImageDraw.Draw(image).rectangle((8, 8, size[0] // 2, size[1] // 2), fill=(240, 200, 90))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "PNG", **options) -> str:
    file = BytesIO()
    image.save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


def accept(text: object, *, asked=SIZE, final=SIZE):
    return check_image(text, asked=asked, final=final)


def problem(text: object, **sizes) -> str:
    with pytest.raises(BadImageError) as refusal:
        accept(text, **sizes)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_every_sound_still_image_is_let_in_as_a_png(kind, mode):
    image = picture("I").convert("I;16") if mode == "I;16" else picture(mode)
    made = accept(encoded(image, kind))
    assert (made.width, made.height, made.content_type) == (*SIZE, "image/png")
    with Image.open(BytesIO(made.data)) as again:
        assert (again.format, again.size) == ("PNG", SIZE)


def test_colours_stay_as_they_are():
    with Image.open(BytesIO(accept(encoded(picture())).data)) as again:
        assert again.tobytes() == picture().tobytes()


@pytest.mark.parametrize(("final", "corner"), [((64, 40), (0, 4)), ((40, 48), (12, 0)), ((62, 46), (1, 1))])
def test_the_crop_takes_from_the_edges_alike(final, corner):
    made = accept(encoded(picture()), final=final)
    box = (*corner, corner[0] + final[0], corner[1] + final[1])
    with Image.open(BytesIO(made.data)) as again:
        assert again.tobytes() == picture().crop(box).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.8, 0.97])
def test_an_image_that_is_cut_anywhere_is_damaged(kind, share):
    noisy = Image.effect_noise((256, 256), 80).convert("RGB")
    whole = base64.b64decode(encoded(noisy, kind))
    cut = base64.b64encode(whole[: int(len(whole) * share)]).decode()
    assert problem(cut, asked=(256, 256), final=(256, 256)) == "The image is damaged."


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_no_other_format_is_opened(kind):
    assert problem(encoded(picture(), kind)) == "The answer is no PNG, JPEG or WebP image."


def test_a_format_hidden_behind_anothers_first_bytes_is_damaged():
    inner = base64.b64decode(encoded(picture(), "GIF"))
    assert problem(base64.b64encode(b"\x89PNG\r\n\x1a\n" + inner).decode()) == "The image is damaged."


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_image_is_refused(kind):
    second = picture().transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    text = encoded(picture(), kind, save_all=True, append_images=[second], duration=100)
    assert "moves" in problem(text)


@pytest.mark.parametrize("text", [None, "", 5, b"bytes", [], {}])
def test_what_is_no_text_is_no_image(text):
    assert problem(text) == "The answer holds no image."


@pytest.mark.parametrize("text", ["*", "A", "AAAA\n", "é", "data:image/png;base64,AAAA", "AA=A"])
def test_what_is_no_base64_is_not_decoded(text):
    assert problem(text) == "The image could not be decoded."


@pytest.mark.parametrize("text", ["http://127.0.0.1/x.png", "https://images.example/x.png"])
def test_a_link_is_never_fetched(text):
    assert "Links are never fetched." in problem(text)


def test_an_oversized_text_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(base64, "b64decode", lambda *_, **__: pytest.fail("decoded"))
    assert "larger than 40 MB" in problem("A" * (check.MAX_BYTES * 4 // 3 + 4))


@pytest.mark.parametrize("size", [(4096, 2160), (12_000, 10_000)])
def test_too_many_pixels_are_refused(size):
    assert "than is allowed" in problem(encoded(Image.new("1", size)), asked=size, final=size)


@pytest.mark.parametrize("size", [(48, 64), (63, 48), (128, 96)])
def test_another_size_than_asked_is_refused(size):
    assert problem(encoded(picture(size=size))) == f"The image is {size[0]} × {size[1]}; 64 × 48 was asked for."


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (120, 20, 20)])
def test_one_colour_is_blank(colour):
    assert problem(encoded(Image.new("RGB", SIZE, colour))) == "The image is blank."


def test_a_gradient_is_not_blank():
    assert accept(encoded(Image.linear_gradient("L").resize(SIZE)))


def test_the_warnings_of_other_threads_are_left_alone(monkeypatch):
    before, load = list(warnings.filters), Image.Image.load
    seen: list[list[object]] = []

    def load_and_look(image: Image.Image) -> object:
        seen.append(list(warnings.filters))
        return load(image)

    monkeypatch.setattr(Image.Image, "load", load_and_look)
    assert accept(encoded(picture(), "JPEG"))
    assert seen
    assert all(filters == before for filters in seen)
