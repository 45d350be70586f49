"""Figures beside what they must reach, and by how much they miss it."""

from collections.abc import Sequence


def at_least(value: float, wanted: float, *, form: str = ".2f") -> str:
    """Say a figure that must not be below another."""
    return _say(value, f"wanted {wanted:{form}}", 1 - value / wanted, miss="short", form=form)


def at_most(value: float, wanted: float, *, form: str = ".2f") -> str:
    """Say a figure that must not be above another."""
    return _say(value, f"wanted at most {wanted:{form}}", value / wanted - 1, miss="over", form=form)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _say(value: float, wanted: str, missing: float, *, miss: str, form: str) -> str:
    verdict = "reached" if missing <= 0 else f"{missing:.0%} {miss}".replace("%", " %")
    return f"{value:{form}}, {wanted}: {verdict}"
