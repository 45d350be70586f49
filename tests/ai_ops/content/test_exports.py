"""The files of a layout: its own, a drawing, and its charts."""

import json
from functools import cache

import jsonschema  # type: ignore[import-untyped]
import pytest
from django.urls import reverse

from ai_ops import registry
from ai_ops.base import InputGoneError, Origin
from ai_ops.layouts import documents
from ai_ops.library_files import read
from ai_ops.operations.content import vega
from ai_ops.operations.content.exports import EXPORTS, charts, drawing, saved_file
from connectors import frames
from tests.ai_ops.content import goods, invariants
from tests.ai_ops.content.asking import reviewed
from tests.ai_ops.content.tables import case, source_of
from tests.poison.making import csv_of

ORIGIN = Origin("claude-haiku-5-5", "credits")
CHARTED = {"components": ["line_chart", "bar_chart", "pie", "map_points", "table"]}
SPEC = {
    "type": "object",
    "required": ["$schema", "vconcat"],
    "properties": {
        "vconcat": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["data", "mark", "encoding"],
                "properties": {
                    "data": {
                        "type": "object",
                        "required": ["values"],
                        "additionalProperties": False,
                        "properties": {"values": {"type": "array", "maxItems": 500}},
                    }
                },
            },
        }
    },
}


@cache
def result_of(*names):
    document, task, names = goods.answered(names, CHARTED)
    return reviewed(document, task, names).result


def opened(*names, **changes):
    return result_of(*names) | {"sources": [case(name).source for name in names]} | changes


def specs(text):
    found = json.loads(text)
    jsonschema.Draft202012Validator(SPEC).validate(found)
    return {each["mark"] if isinstance(each["mark"], str) else each["mark"]["type"]: each for each in found["vconcat"]}


def test_the_own_file_comes_back_as_it_was():
    result = result_of("Shop")
    file = read(saved_file(result, "Hall", ORIGIN).encode())
    assert (file.kind, file.name, file.is_ai_made) == ("content", "Hall", True)
    assert file.content == result
    assert registry.get("content").file_kind == "layout"


def test_the_drawing_shows_the_data_and_does_nothing():
    text = drawing(opened("Shop"), "Hall", ORIGIN)
    assert 'aria-label="Hall"' in text
    assert "quay" in text
    invariants.check_drawing(text)


def test_charts_are_written_with_their_data():
    found = specs(charts(opened("Shop"), "Hall", ORIGIN))
    assert set(found) == {"line", "bar", "arc"}
    bars = {each["x"]: each["y"] for each in found["bar"]["data"]["values"]}
    assert set(bars) == {"quay", "market", "station"}
    assert found["bar"]["encoding"]["x"]["type"] == "nominal"
    line = found["line"]
    assert line["encoding"]["x"]["type"] == "temporal"
    assert line["data"]["values"][0]["x"] == "2026-05-01"
    assert line["encoding"]["y"]["title"] == "Takings"


def test_long_series_keep_their_newest_rows():
    line = specs(charts(opened("Seattle weather"), "Rain", ORIGIN))["line"]
    assert len(line["data"]["values"]) == vega.MOST_ROWS
    assert line["data"]["values"][-1]["x"] == "2015-12-31"


def test_places_are_points_on_a_map():
    found = specs(charts(opened("Airports"), "Airports", ORIGIN))["circle"]
    assert set(found["data"]["values"][0]) == {"longitude", "latitude", "label"}
    assert found["projection"] == {"type": "equirectangular"}


def test_a_layout_without_charts_says_so():
    made = reviewed(*goods.answered(("Places",), {"components": ["table"]})).result
    text = charts(made | {"sources": [case("Places").source]}, "Places", ORIGIN)
    assert vega.NO_CHARTS in text
    assert set(specs(text)) == {"text"}


def test_the_files_say_where_they_come_from():
    about = json.loads(charts(opened("Shop"), "Hall (demo answers)", ORIGIN))
    assert about["title"] == "Hall (demo answers)"
    assert about["usermeta"] == {"made_with_ai": True, "model": "claude-haiku-5-5", "paid_with": "credits"}


@pytest.mark.parametrize("render", [drawing, charts])
def test_data_that_is_gone_leaves_a_file_without_values(render):
    def gone():
        raise InputGoneError("It is no longer kept.")

    assert "quay" not in render(opened("Shop", sources=[source_of(case("Shop").table, slug="shop", read=gone)]), "Hall")
    assert "quay" not in render(opened("Shop", sources=[]), "Hall")


def test_hostile_names_and_values_are_texts_in_every_file():
    hostile = '</script><img src=x onerror="alert()">\u202e https://evil.example {{ x }}'
    data = csv_of(body=[[f"2026-05-{at + 1:02}", at, at, hostile if at % 2 else "b", "x"] for at in range(20)])
    source = source_of(frames.read(data, "shop.csv"), slug="shop")
    for render in (drawing, charts):
        text = render(opened("Shop", sources=[source]), "Hall", ORIGIN)
        assert "\u202e" not in text
        assert "<img" not in text or render is charts
    invariants.check_drawing(drawing(opened("Shop", sources=[source]), "Hall", ORIGIN))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.slug)
def test_a_run_can_be_downloaded_with_the_newest_data(export, upload, lay_out, client_of, designer):
    run = lay_out(upload(csv_of()))
    response = client_of(designer).get(reverse("run_export", args=[run.id, export.slug]))
    assert response.status_code == 200
    assert f'-demo-answers{export.suffix}"' in response["Content-Disposition"]
    text = response.content.decode()
    assert "demo answers" in text
    assert ("quay" in text) == export.opens_sources
    if export.slug == "inspire":
        assert documents.read(json.loads(text)["layout"]) == run.result
