"""Components of one value: metric, gauge, progress, clock, heading."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ai_ops.components import heading
from ai_ops.components.base import Resolved
from connectors.kinds.base import Kind
from tests.ai_ops.components.data import numbers, wave
from tests.ai_ops.components.geometry import number
from tests.ai_ops.components.reading import LOOK, describe, draw, every, literal, one, words


@pytest.mark.parametrize(
    ("value", "previous", "said"),
    [
        (110, 100, "+10% from 100"),
        (95, 100, "\N{MINUS SIGN}5% from 100"),
        (100, 100, "unchanged from 100"),
        (100.01, 100, "unchanged from 100"),
        (-80, -100, "+20% from -100"),
        (5, 0, "+5 from 0"),
        (0, 0, "unchanged from 0"),
        (5000, 10, "+4,990 from 10"),
        (1e308, 1e-308, None),
    ],
)
def test_a_metric_says_how_it_changed(value, previous, said):
    found = words(draw("metric", (8, 4), value=one(value), previous=one(previous)))
    assert said is None or said in found
    assert said is None or said in describe("metric", value=one(value), previous=one(previous))


@pytest.mark.parametrize(
    ("good", "previous", "colour"),
    [
        ("up", 1, LOOK.success),
        ("up", 9, LOOK.danger),
        ("down", 1, LOOK.danger),
        ("", 1, LOOK.muted),
        ("?", 1, LOOK.muted),
    ],
)
def test_a_change_is_good_or_bad_only_where_a_person_says_which_way_is(good, previous, colour):
    drawn = draw("metric", (8, 4), value=one(5), previous=one(previous), good=literal(good))
    (text,) = [each for each in every(drawn, "text") if "from" in (each.text or "")]
    assert text.get("fill") == colour


def test_a_metric_leaves_out_the_former_value_before_it_cuts_the_change():
    drawn = draw("metric", (4, 2), value=one(5), previous=one(4, "4,000,000,000.00 kWh"), is_strict=True)
    assert words(drawn) == ["+25%", "5"]


@pytest.mark.parametrize(("box", "has_line"), [((8, 4), True), ((9, 2), True), ((4, 2), False)])
def test_the_past_of_a_metric_stands_where_there_is_room(box, has_line):
    drawn = draw("metric", box, value=one(5), trend=numbers(wave(30)))
    assert bool(every(drawn, "path")) is has_line


@pytest.mark.parametrize(
    ("warning", "danger", "value", "state"),
    [
        (70, 90, 50, "Good"),
        (70, 90, 70, "Warning"),
        (70, 90, 95, "Danger"),
        (30, 10, 50, "Good"),
        (30, 10, 25, "Warning"),
        (30, 10, 5, "Danger"),
        (None, 90, 95, "Danger"),
        (70, None, 95, "Warning"),
    ],
)
def test_a_gauge_says_its_state_in_a_word_and_not_by_colour_alone(warning, danger, value, state):
    marks = {name: one(mark) for name, mark in (("warning", warning), ("danger", danger)) if mark is not None}
    assert state in words(draw("gauge", (8, 6), value=one(value), **marks))
    assert state.lower() in describe("gauge", value=one(value), **marks)


@pytest.mark.parametrize(
    ("value", "low", "high", "ends"),
    [
        (42, None, None, ("0", "60")),
        (212, 100, 300, ("100", "300")),
        (-30, None, None, ("\N{MINUS SIGN}40", "0")),
        (5, 10, 10, ("0", "6")),
        (7, 9, 2, ("0", "10")),
    ],
)
def test_a_gauge_has_round_ends_where_none_are_given(value, low, high, ends):
    given = {name: one(end) for name, end in (("low", low), ("high", high)) if end is not None}
    assert set(ends) <= set(words(draw("gauge", (8, 6), value=one(value), **given)))


def test_a_gauge_of_per_cent_runs_to_a_hundred():
    assert {"0", "100", "42 %"} <= set(words(draw("gauge", (8, 6), value=one(42, "42 %", unit="%"))))


def test_a_gauge_of_words_says_that_they_are_no_number():
    assert "No data: “value” is no number." in describe("gauge", value=literal("green"))


@pytest.mark.parametrize(
    ("value", "target", "share"),
    [
        (30, 60, "50%"),
        (3.2, None, "3.2%"),
        (130, 100, "130%"),
        (-5, 10, "\N{MINUS SIGN}50%"),
        (5, 0, "0%"),
        (5, -1, "0%"),
    ],
)
def test_progress_is_a_share_of_its_target(value, target, share):
    bound = {"value": one(value)} | ({"target": one(target)} if target is not None else {})
    assert share in words(draw("progress", (8, 4), **bound))


@pytest.mark.parametrize(("value", "filled"), [(-1, None), (0, None), (50, 0.5), (100, 1), (900, 1)])
def test_a_bar_of_progress_stays_in_its_track(value, filled):
    track, *bar = [each for each in every(draw("progress", (8, 4), value=one(value)), "rect") if each.get("rx")][1:]
    bars = [each for each in bar if each.get("fill") == LOOK.primary]
    assert bool(bars) is (filled is not None)
    if filled is not None:
        assert number(bars[0], "width") == pytest.approx(filled * number(track, "width"), abs=1e-3)


MOMENT = datetime(2026, 11, 24, 13, 5, 9, tzinfo=UTC)


def now(zone="Europe/Vienna"):
    return Resolved((MOMENT.astimezone(ZoneInfo(zone)),), ("",), Kind.TIME)


@pytest.mark.parametrize(
    ("zone", "form", "time"),
    [
        ("", "", "14:05"),
        ("Asia/Tokyo", "HH:mm:ss", "22:05:09"),
        ("Europe/London", "h:mm a", "1:05\u202fpm"),
        ("Nowhere/Land", "yyyy", "14:05"),
        ("../../etc/passwd", "", "14:05"),
    ],
)
def test_a_clock_shows_the_time_of_a_zone(zone, form, time):
    drawn = draw("clock", (8, 4), now=now(), zone=literal(zone), format=literal(form))
    shown = [" ".join(each.split()) for each in words(drawn)]
    assert shown == [" ".join(time.split()), "Tuesday 24 November 2026"]


def test_a_script_can_keep_a_clock_going():
    drawn = draw("clock", (8, 4), now=now(), zone=literal("Asia/Tokyo"))
    told = [(each.get("class"), each.get("data-zone"), each.get("data-format")) for each in every(drawn, "text")]
    assert told == [("clock", "Asia/Tokyo", "HH:mm"), ("clock", "Asia/Tokyo", "EEEE d MMMM y")]


def test_a_clock_without_the_time_has_its_place():
    assert words(draw("clock", (8, 4))) == ["--:--"]
    assert describe("clock") == "Clock: the present time"


@pytest.mark.parametrize(("ground", "ink"), [(LOOK.background, LOOK.text), (LOOK.primary, LOOK.on_primary)])
def test_a_heading_reads_well_on_every_ground(ground, ink):
    assert heading.ink(replace(LOOK, background=ground), LOOK.text) == ink


def test_a_heading_shows_its_title_where_no_text_is_bound():
    assert words(draw("heading", (12, 2), title="Bakery")) == ["Bakery"]
    assert words(draw("heading", (12, 2), title="Bakery", text=literal("Shop"))) == ["Shop"]
