"""What the library takes back from a file, and why it refuses the rest."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from ai_ops import library_files
from ai_ops.base import InvalidFileError, NewFile
from tests.ai_ops.analysis.drafts import GOOD
from tests.ai_ops.saved_files import KINDS, analysis_of, content_of, file_of, image, picture

HOSTILE: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**12,
    1e308,
    "",
    "x" * 5000,
    "<script>alert(1)</script>",
    [],
    {},
    [[[]]],
    {"a": {"b": 1}},
)


def refused(data: bytes) -> str:
    with pytest.raises(InvalidFileError) as refusal:
        library_files.read(data)
    return str(refusal.value)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_is_read_back_as_it_was(kind):
    file = library_files.read(file_of(kind, "Dusk über 港"))
    content = {name: value for name, value in file.content.items() if not isinstance(value, NewFile)}
    expected = content_of(kind)
    expected.pop("file", None)
    assert (file.kind, file.name, file.is_ai_made) == (kind, "Dusk über 港", True)
    assert content == expected


@pytest.mark.parametrize("name", GOOD)
def test_every_analysis_that_is_made_is_read_back_as_it_was(name):
    body = analysis_of(name)
    assert library_files.read(file_of("analysis", body=body)).content == body


def test_an_image_comes_back_encoded_anew_with_a_thumbnail():
    content = library_files.read(file_of("image", body=image(file=picture(form="JPEG")))).content
    assert content["file"].data.startswith(b"\x89PNG")
    assert content["thumbnail"].content_type == "image/webp"
    assert (content["file"].field, content["thumbnail"].field) == ("file", "thumbnail")


def test_a_byte_order_mark_before_a_file_is_no_reason_to_refuse_it():
    assert library_files.read(b"\xef\xbb\xbf" + file_of("text")).name == "Dusk"


def test_markup_in_a_file_is_text_and_stays_text():
    body = content_of("text")
    body["variants"][0]["text"] = "<b>{{ 7|add:7 }}</b>"
    file = library_files.read(file_of("text", "<i>Dusk</i>", body=body))
    assert (file.name, file.content["variants"][0]) == (
        "<i>Dusk</i>", {"text": "<b>{{ 7|add:7 }}</b>", "length": 20},
    )  # fmt: skip


def test_a_name_longer_than_a_saved_item_may_have_is_cut():
    assert library_files.read(file_of("text", "x" * 115)).name == "x" * 100


NOT_OURS = {
    "no text": (b"\xff\xfe\x00", "not text in UTF-8"),
    "nothing": (b"", "is empty"),
    "half a file": (file_of("text")[:-20], "not valid JSON"),
    "two files": (file_of("text") * 2, "not valid JSON"),
    "a list": (b"[]", "not a JSON object"),
    "another format": (b'{"format": "inspire-spreadsheet"}', "does not say that it is one of Inspire"),
    "no format": (b'{"a": 1}', "does not say that it is one of Inspire"),
    "a format that is no text": (b'{"format": ["inspire-theme"]}', "does not say"),
    "a name twice": (b'{"format": "inspire-text", "format": "inspire-text"}', "same name twice"),
    "not a number": (b'{"format": "inspire-text", "text": NaN}', "NaN"),
    "an endless number": (b'{"format": "inspire-text", "text": 1e999}', "too large"),
    "a number of many digits": (b'{"format": "inspire-text", "text": ' + b"9" * 5000 + b"}", "number is too long"),
    "deep nesting": (b'{"format": "inspire-text", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too"),
    "a null character": (b'{"format": "inspire-text", "name": "a\\u0000b"}', "cannot be stored"),
    "half a character": (b'{"format": "inspire-text", "name": "a\\ud800b"}', "cannot be stored"),
}


@pytest.mark.parametrize("fault", NOT_OURS)
def test_what_is_no_file_of_ours_is_refused_with_the_reason(fault):
    data, words = NOT_OURS[fault]
    assert words in refused(data)


def deep(levels: int) -> Any:
    value: Any = 1
    for _level in range(levels):
        value = [value]
    return value


AROUND: dict[str, tuple[dict[str, Any], str]] = {
    "a field too many": ({"webhook": "x"}, "webhook: There is no such field"),
    "a version that is no number": ({"version": "1"}, "version: Enter a whole number"),
    "a version to come": ({"version": 2}, "version 2, and this Inspire reads up to version 1"),
    "no name": ({"name": ""}, "name: Use at least 1"),
    "a name of blanks": ({"name": "   "}, "Enter a name"),
    "a name too long": ({"name": "x" * 201}, "name: Use at most 200"),
    "a name that turns the direction": ({"name": "a\u202egnp.exe"}, "control characters"),
    "a control character": ({"model": "a\x1b[31m"}, "control characters"),
    "who made it, in words": ({"made_with_ai": "no"}, "made_with_ai: Enter true or false"),
    "no content": ({"text": None}, "The file holds no text"),
    "content of another kind": ({"theme": {}}, "theme: There is no such field"),
    "a prototype": ({"__proto__": {"polluted": True}}, "no field of Inspire"),
    "a constructor": ({"text": {"constructor": {}}}, "no field of Inspire"),
    "a number beyond all programs": ({"version": 2**63}, "a number that is too large"),
    "nesting": ({"text": {"variants": deep(30)}}, "nested more deeply"),
}


@pytest.mark.parametrize("fault", AROUND)
def test_what_stands_around_the_content_is_held_strictly(fault):
    changes, words = AROUND[fault]
    assert words in refused(file_of("text", **changes))


def test_a_file_over_a_megabyte_is_refused_unless_it_holds_a_picture():
    body = content_of("text") | {"source": "x" * 1_000_000}
    assert refused(file_of("text", body=body)) == "The file is larger than 1 MB, the most for its kind."
    assert refused(b" " * 15_000_001) == "The file is larger than 15 MB."


def changed(kind: str, path: str, value: Any) -> bytes:
    body = content_of(kind)
    *way, last = path.split(".")
    inner: Any = body
    for step in way:
        inner = inner[int(step) if isinstance(inner, list) else step]
    inner[int(last) if isinstance(inner, list) else last] = value
    return file_of(kind, body=body)


FAULTS = {
    "theme: a role too few": ("theme", "modes.light.roles", {"primary": "#000000"}, "every role once"),
    "theme: a colour that is none": ("theme", "modes.light.muted", "red;}", "modes.light.muted"),
    "theme: a pair that fails": ("theme", "modes.light.roles.text", "#F0F0F0", "contrast that is needed"),
    "theme: a font of its own": ("theme", "typography.body.font", "comic", "font is not on the list"),
    "theme: a weight of its own": ("theme", "typography.body.weight", 1000, "body_weight"),
    "theme: letters as high as a house": ("theme", "typography.base_px", 9000.0, "base_px"),
    "theme: modes that it does not say": ("theme", "mode", "dark", "modes that it says"),
    "theme: a brand colour that is no fill": ("theme", "brand.0.role", "text", "brand.0.role"),
    "theme: an unknown field": ("theme", "script", "x", "script: There is no such field"),
    "text: four variants": ("text", "variants", [{"text": "a", "length": 1}] * 4, "variants"),
    "text: a choice that is not there": ("text", "chosen", 2, "chosen is not there"),
    "text: too long": ("text", "variants.0.text", "x" * 4001, "Use at most 4000"),
    "image: no picture": ("image", "file", "", "file: Use at least 1"),
    "image: a link": ("image", "file", "https://evil.example/x.png", "link instead of an image"),
    "image: no base64": ("image", "file", "%%%", "could not be decoded"),
    "image: markup": ("image", "file", "PHN2Zz48L3N2Zz4=", "no PNG, JPEG or WebP"),
    "image: half a picture": ("image", "file", picture()[:400], "damaged"),
    "image: another size": ("image", "width", 65, "The image is 64 × 48; 65 × 48 was asked for"),
    "image: a size without end": ("image", "width", 100_000, "width"),
    "analysis: no finding": ("analysis", "findings", [], "findings"),
    "analysis: a fact that is not there": ("analysis", "findings.0.evidence", ["F999"], "does not hold"),
    "analysis: a column that is not there": ("analysis", "findings.0.columns", ["f999"], "does not hold"),
    "analysis: an unknown chart": ("analysis", "findings.0.exhibits.0.chart.type", "svg", "chart"),
    "analysis: a title without end": ("analysis", "findings.0.title", "x" * 121, "title"),
    "analysis: an unknown kind": ("analysis", "findings.0.kind", "rumour", "kind"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_content_is_refused_with_its_place(fault):
    kind, path, value, words = FAULTS[fault]
    assert words in refused(changed(kind, path, value))


def test_what_a_theme_says_of_its_own_contrast_is_measured_again():
    body = content_of("theme")
    expected = json.loads(json.dumps(body))
    body["pairs"] = [{"name": "anything", "ratio": 21, "grade": "AAA"}]
    body["ramps"] = {}
    body["typography"]["body"]["stack"] = "x</style><script>"
    assert library_files.read(file_of("theme", body=body)).content == expected


def places(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        yield f"{path}{name}"
        yield from places(inner, f"{path}{name}.")


def read_or_none(data: bytes) -> Any:
    try:
        return library_files.read(data).content
    except InvalidFileError:
        return None


@pytest.mark.parametrize("kind", ["theme", "text", "analysis"])
def test_whatever_stands_in_any_place_a_file_is_taken_or_refused_and_never_breaks(kind):
    every = [(place, value) for place in places(content_of(kind)) for value in HOSTILE]
    outcomes = [
        (read_or_none(changed(kind, place, value)), value)
        for place, value in Random(2026).sample(every, min(len(every), 80))
    ]
    taken = [content for content, _value in outcomes if content is not None]
    assert 0 < len(taken) < len(outcomes)
    for content in taken:
        assert library_files.read(file_of(kind, body=content)).content == content
