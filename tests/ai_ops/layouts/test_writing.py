"""Values are written as people read them."""

from datetime import UTC, date, datetime

import pytest

from ai_ops.layouts import writing
from ai_ops.layouts.errors import BindingError
from connectors.kinds.base import Kind

NOON = datetime(2026, 3, 1, 12, 5)  # noqa: DTZ001 - tables hold no zones


@pytest.mark.parametrize(
    ("values", "kind", "unit", "texts"),
    [
        ([1234, 5], Kind.INTEGER, "", ("1,234", "5")),
        ([1234567.891], Kind.NUMBER, "", ("1,234,568",)),
        ([12.3456, 7.0], Kind.NUMBER, "", ("12.35", "7.00")),
        ([0.00123], Kind.NUMBER, "kg", ("0.00123 kg",)),
        ([-3.5], Kind.NUMBER, "", ("-3.5",)),
        ([-0.0], Kind.NUMBER, "", ("0",)),
        ([1e300, 1e-300], Kind.NUMBER, "", ("1e+300", "1e-300")),
        ([12.5], Kind.CURRENCY, "€", ("€12.50",)),
        ([-12.0], Kind.CURRENCY, "$", ("-$12",)),
        ([12.0], Kind.CURRENCY, "EUR", ("12 EUR",)),
        ([12.5, None], Kind.PERCENT, "%", ("12.5%", "–")),
        ([True, False], Kind.BOOLEAN, "", ("yes", "no")),
        ([date(2026, 3, 1)], Kind.DATE, "", ("1 Mar 2026",)),
        ([NOON, NOON.replace(hour=0, minute=0)], Kind.TIME, "", ("1 Mar 2026, 12:05", "1 Mar 2026, 00:00")),
        ([NOON.replace(hour=0, minute=0)], Kind.TIME, "", ("1 Mar 2026",)),
        (["  two\nlines\u202e "], Kind.TEXT, "", ("two lines",)),
    ],
)
def test_without_a_format_the_kind_says_how(values, kind, unit, texts):
    assert writing.texts(values, kind, unit=unit) == tuple(each.replace("-", writing.MINUS) for each in texts)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "form", "text"),
    [
        (1234.567, Kind.NUMBER, "kg", "integer", "1,235 kg"),
        (1234.567, Kind.NUMBER, "", "decimal", "1,234.6"),
        (0.123, Kind.NUMBER, "", "percent", "12%"),
        (0.1234, Kind.NUMBER, "kg", "0.0%", "12.3%"),
        (12.34, Kind.PERCENT, "%", "0.0%", "12.3%"),
        (1234567, Kind.INTEGER, "", "compact", "1.2M"),
        (999_950, Kind.INTEGER, "", "compact", "1M"),
        (950, Kind.INTEGER, "", "compact", "950"),
        (-12_345.0, Kind.CURRENCY, "€", "compact", "-€12.3k"),
        (1234.5, Kind.NUMBER, "", "EUR", "€1,234.50"),
        (-1234.5, Kind.CURRENCY, "€", "gbp", "-£1,234.50"),
        (1234.5, Kind.NUMBER, "", "#,##0.00", "1,234.50"),
        (date(2026, 3, 1), Kind.DATE, "", "d MMMM yyyy", "1 March 2026"),
        (NOON, Kind.TIME, "", "HH:mm", "12:05"),
        (NOON.replace(tzinfo=UTC), Kind.TIME, "", "long", "1 March 2026"),
    ],
)
def test_a_format_says_how(value, kind, unit, form, text):
    writing.check_format(form, kind)
    assert writing.texts([value], kind, unit=unit, form=form) == (text.replace("-", writing.MINUS),)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("HH:mm", Kind.NUMBER),
        ("0.00", Kind.DATE),
        ("HH:mm", Kind.DATE),
        ("0.00", Kind.TEXT),
        ("{value} euros", Kind.NUMBER),
        ("<b>0</b>", Kind.NUMBER),
        ("0" * 900, Kind.NUMBER),
        ("EURO", Kind.NUMBER),
        ("'quoted'", Kind.DATE),
    ],
)
def test_a_format_that_does_not_fit_is_refused_in_words(form, kind):
    with pytest.raises(BindingError, match="format") as refused:
        writing.check_format(form, kind)
    assert refused.value.code == "bad_format"


def test_a_share_written_as_a_percentage_has_no_unit_and_a_currency_has_its_sign():
    assert writing.unit_after("percent", "", kind=Kind.NUMBER) == ""
    assert writing.unit_after("0%", "%", kind=Kind.PERCENT) == "%"
    assert writing.unit_after("EUR", "", kind=Kind.NUMBER) == "€"
    assert writing.unit_after("0.0", "kg", kind=Kind.NUMBER) == "kg"
