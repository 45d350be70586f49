"""Image slots and QR codes."""

import pytest
import segno

from ai_ops.components.base import DoesNotFitError
from tests.ai_ops.components.geometry import path_points
from tests.ai_ops.components.reading import describe, draw, every, literal, words

OWN = "/ai/files/0a1b2c3d-0000-4000-8000-123456789abc/"


def test_a_stored_file_is_shown_as_a_picture():
    (image,) = draw("image", (6, 4), picture=literal(OWN), alt=literal("Our shop"))
    assert image.get("href") == OWN
    assert describe("image", picture=literal(OWN), alt=literal("Our shop")) == "Image: Our shop"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x.png",
        "//evil.example/x.png",
        "data:image/svg+xml,<svg/>",
        "javascript:alert(1)",
        "/settings/ai/",
        f"{OWN}../../",
        f"{OWN}?next=//evil.example",
        f"x{OWN}",
        OWN.upper(),
        f"{OWN}\n",
    ],
)
def test_no_other_address_is_ever_drawn(address):
    drawn = draw("image", (6, 4), picture=literal(address), alt=literal("Our shop"))
    assert every(drawn, "image") == [] or every(drawn, "image")[0].get("href") == OWN
    assert all("evil" not in value for element in drawn for each in element.iter() for value in each.attrib.values())


def test_an_empty_slot_says_what_belongs_there():
    assert words(draw("image", (6, 4), alt=literal("Our shop"))) == ["Our shop"]
    assert words(draw("image", (6, 4), title="Logo")) == ["Logo"]


@pytest.mark.parametrize("text", ["a", "https://bakery.example/order?table=12", "Käse & Brot 漢字 🎉"])
def test_a_code_has_the_modules_of_the_standard(text):
    (dark,) = every(draw("qr_code", (6, 6), text=literal(text)), "path")
    points = list(path_points(dark.attrib["d"]))
    cells = {
        (x, y)
        for (x, y), (right, _y) in zip(points[0::5], points[1::5], strict=True)
        for x in range(int(x), int(right))
    }
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    assert cells == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}


def test_a_code_is_dark_on_white_in_every_look():
    drawn = draw("qr_code", (6, 6), text=literal("a"))
    assert [each.get("fill") for each in drawn[-2:]] == ["#FFFFFF", "#000000"]


@pytest.mark.parametrize("length", [400, 5000])
def test_a_code_that_phones_could_not_read_is_refused(length):
    with pytest.raises(DoesNotFitError, match="phones could not read it; make it larger or the text shorter"):
        draw("qr_code", (4, 4), text=literal("x" * length), is_strict=True)
    assert "too long" in " ".join(words(draw("qr_code", (4, 4), text=literal("x" * length))))
