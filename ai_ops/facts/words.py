"""A profile and its facts in words, for a terminal."""

from collections.abc import Iterator

from ai_ops.facts import findings
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import ColumnProfile, Profile
from connectors.frames import Table

NOTHING = "Nothing remarkable was found: no anomaly, shift, trend, cycle, gap, duplicate, difference or correlation."


def lines(table: Table, profile: Profile, facts: tuple[Fact, ...]) -> Iterator[str]:
    """Yield the lines of a report: how the file was read, the profile, and each fact."""
    yield f"{profile.rows:,} rows, {len(profile.columns)} columns, read as {table.form}."
    yield from table.notes
    if profile.time:
        yield period(profile)
    yield ""
    for column in profile.columns:
        yield f"  {column.name}: {described(column)}"
    yield ""
    yield from (stated(fact, findings.label_of(table.frame, fact)) for fact in facts)
    if not facts:
        yield NOTHING


def period(profile: Profile) -> str:
    """Return a sentence on the time that the rows cover."""
    every = f", one {profile.step_name} apart" if profile.step_name else ""
    gaps = {0: "no gaps", 1: "1 gap"}.get(profile.gaps, f"{profile.gaps} gaps")
    return f"From {profile.since} to {profile.until} by “{profile.time}”{every}, with {gaps}."


def described(column: ColumnProfile) -> str:
    """Return what is known of a column."""
    parts = [f"{column.kind}, {column.role}", f"{column.distinct:,} different"]
    if column.nulls:
        parts.append(f"{column.nulls:,} missing")
    if column.mean is not None and column.quantiles:
        low, middle, high = (column.quantiles[at] for at in (0, 2, 4))
        parts.append(f"mean {amount(column.mean)}, median {amount(middle)}, 90 % in {amount(low)} to {amount(high)}")
    if column.top:
        parts.append("most often " + ", ".join(f"{value} ({times:,})" for value, times in column.top[:3]))
    return "; ".join(parts)


def stated(fact: Fact, label: str = "") -> str:
    """Return a fact on one line; `label` is the category that it is about."""
    unit = f" {fact.unit}" if fact.unit else ""
    where = f", {fact.since} to {fact.until}" if fact.since else ""
    if fact.first is not None and not fact.since:
        where = f", rows {fact.first + 1:,} to {(fact.last or fact.first) + 1:,}"
    more = ", ".join(f"{name.replace('_', ' ')} {amount(value)}" for name, value in fact.more.items())
    about = " and ".join(fact.columns) + (f", “{label}”" if label else "")
    return f"  {fact.id}  {fact.kind.replace('_', ' ')} in {about}: {amount(fact.value)}{unit} ({more}){where}"


def amount(value: float) -> str:
    """Return a number with four digits or all of a whole one."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 10_000 else f"{value:.4g}"  # noqa: PLR2004
