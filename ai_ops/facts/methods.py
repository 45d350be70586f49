"""How a fact was computed, in sentences for a reader who is no statistician."""

from typing import Final

from ai_ops.facts import statistics
from ai_ops.facts.candidates import (
    correlation,
    dominant_category,
    drift,
    duplicate_keys,
    extremes,
    gap,
    group_difference,
    level_shift,
    period_change,
    trend,
)
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import GAP
from ai_ops.facts.scores import THRESHOLD
from ai_ops.facts.texts import cleaned
from ai_ops.facts.words import amount

BY_FILE: Final = "The {rows} values of {column} were taken in the order of the file."
BY_TIME: Final = """The values of {column} in {rows} rows were put in order of {time}; where many rows share a time,
their mean was taken."""
EXTREME: Final = """{order}

The %s value of the event is {value}. Usual is {usual}, the median of up to {beside} values on each side of it,
so the difference is {change}.

Each value was scored from 0 to 1 by how rarely values strayed as far. From {threshold} on it is an anomaly, and
here the score is {score}.

The rarity of far values follows a generalised Pareto distribution (peaks over threshold; Hosking and Wallis 1987),
or in a large table the distance from the median of the rows around."""
LONG_RUN: Final = """How %s before lets expect far shorter runs: one as long has a probability below 1 in 10,000."""
ALL_ROWS: Final = """

All {rows} rows that were analysed were looked at. It is a plain number, and says nothing of whether it is
remarkable."""

METHODS: Final = {
    "spike": EXTREME % "highest",
    "dip": EXTREME % "lowest",
    "level_shift": """{order}

Of all rows at which the values could be split in two, this one parts the means most: {before} before, and {after}
from there on.

The difference of {value} is {errors} standard errors, judged by the steps from row to row. At least {strong} are
asked for, and two levels had to fit clearly better than a straight line.""",
    "trend": """{order}

The straight line with the least squares goes from {start} to {end}, and explains {share} % of the variance.

Rises and falls between all pairs of values were counted (Mann 1945, Kendall 1975). They had to lie at least {clear}
standard deviations from an even balance, and one single step had to fit worse than the line.""",
    "seasonality": """{order}

The values were compared with themselves at every distance (autocorrelation). They are most alike {value} rows apart.

There the correlation is {strength}, where 1 is an exact repetition; the cycle had to be seen two and a half times.""",
    "changed_seasonality": """{order}

The typical cycle of {period} rows was taken as the median of all cycles, in the first half and in the second.

The second is {value} times as wide, and the two are alike by {alike}, where 1 is the same form. A cycle counts as
changed from {times} times as wide on, below half, or where it is alike by less than {form}.""",
    "drift": """{order}

The usual step from row to row is {before} in the first third and {after} in the last: {value} times as large.

It counts as changed from {times} times on, or below half. This is about unrest, and not about how high the values
are.""",
    "period_change": """{order}

The mean of the last {length} rows, {last}, stands beside that of as many rows before, {before}: a change of
{value} %.

A change had to be more than {least_change} %, and {usual_changes} times as large as changes from one such period
to the next usually are.""",
    "correlation": """The values of {column} and {other} were replaced by their ranks, and the ranks correlated
(Spearman 1904): {value}, where 1 is always together and minus 1 always opposite.

It rests on {n} rows that have both, at most {most_rows} evenly spaced ones; rows that follow each other count for
less (Bartlett 1935).

The probability of as much by chance is {p}, adjusted for all pairs of columns (Benjamini and Hochberg 1995). At most
{likely} was asked for, and a correlation of at least {strong_pair}.

That two columns go together does not say that one causes the other.""",
    "group_difference": """The mean of {column} is {here} in the {n} rows of one category of {other}, and {elsewhere}
in the other rows: a difference of {value} %.

The means were compared by Welch’s t-test (1947){rule}. The probability of as much by chance is {p}, adjusted for all
{comparisons} comparisons in this table (Benjamini and Hochberg 1995).

At most {likely_group} was asked for, {fewest} rows on each side, a difference of {least_difference} %, and means
{large} standard deviations apart (a medium effect after Cohen).""",
    "dominant_category": """The rows of each value of {column} were counted. Different values: {different}.

The most frequent one has {in_category} rows, {value} % of those that have a value; from {dominant} % on it is told.""",
    "flatline": """{order}

The value {level} stands in {value} rows, one after the other.

"""
    + LONG_RUN % "long values stayed the same",
    "missing_burst": """{order}

Values that are missing one after the other: {value}, of {in_all} in all.

"""
    + LONG_RUN % "often values were missing",
    "gap": """The different times of {column} were put in order, and the usual step between them was taken: the median.

Here {seconds} seconds pass without a row. Steps that are missing: {value}; from {gap} steps on it is a gap.

Gaps are told only where at least {regular} % of the steps are about the usual one.""",
    "duplicate_keys": """The values of {column} were counted. Values that stand in more than one row: {repeated}; rows
that repeat an earlier value: {value}.

It is told where at least {nearly_all} % of the values are different, so that each was probably meant to be there
once.""",
    "rows": "The rows of the table were counted: {value}." + ALL_ROWS,
    "mean": "The known values of {column} were added up and divided by their number: {value}." + ALL_ROWS,
    "highest": "The highest of the known values of {column} was taken: {value}." + ALL_ROWS,
    "lowest": "The lowest of the known values of {column} was taken: {value}." + ALL_ROWS,
    "last": "The newest known value of {column} was taken: {value}." + ALL_ROWS,
    "different": "The different values of {column} were counted: {value}." + ALL_ROWS,
    "missing": "The rows without a value in {column} were counted, and divided by all rows: {value} %." + ALL_ROWS,
}
THRESHOLDS: Final = {
    "beside": extremes.BESIDE,
    "threshold": THRESHOLD,
    "strong": level_shift.STRONG,
    "clear": trend.CLEAR,
    "times": drift.TIMES,
    "form": drift.ALIKE,
    "least_change": 100 * period_change.LEAST,
    "usual_changes": period_change.ERRORS,
    "most_rows": correlation.MOST_ROWS,
    "likely": correlation.LIKELY,
    "strong_pair": correlation.STRONG,
    "likely_group": group_difference.LIKELY,
    "fewest": group_difference.FEWEST,
    "least_difference": group_difference.LEAST,
    "large": group_difference.LARGE,
    "dominant": 100 * dominant_category.MOST_ROWS,
    "gap": GAP,
    "regular": 100 * gap.REGULAR,
    "nearly_all": 100 * duplicate_keys.NEARLY_ALL,
}


def how(fact: Fact) -> tuple[str, ...]:
    """Return two to four sentences or pairs of them: rows and columns, formula, thresholds, and whose method it is."""
    text = METHODS.get(str(fact.recipe.get("which")) if fact.kind == statistics.KIND else fact.kind, "")
    known = parts(fact)
    order = (BY_TIME if fact.recipe.get("time") else BY_FILE).format_map(known)
    return tuple(" ".join(each.format_map(known | {"order": order}).split()) for each in text.split("\n\n") if each)


def parts(fact: Fact) -> dict[str, str]:
    """Return what stands in the sentences of a fact: its numbers, the thresholds, and the names of columns."""
    numbers = {**THRESHOLDS, **fact.more, **numbers_of(fact)}
    names = {"column": fact.columns[0], "other": fact.columns[-1], "time": str(fact.recipe.get("time", ""))}
    told = {name: amount(number) for name, number in numbers.items()}
    told |= {name: f"“{cleaned(text)}”" for name, text in names.items()}
    rule = ", what a straight line over time explains taken off" if fact.recipe.get("time") else ""
    return told | {"p": chance(fact.more.get("p", 1.0)), "rule": rule}


def numbers_of(fact: Fact) -> dict[str, float]:
    """Return the numbers of a fact beside those that it names itself, and of its recipe."""
    recipe = {name: number for name, number in fact.recipe.items() if isinstance(number, int)}
    more = {"share": 100 * fact.more.get("explained", 0), "in_category": fact.more.get("rows", 0)}
    return {
        **recipe,
        **more,
        "value": fact.value,
        "rows": fact.rows,
        "score": fact.strength,
        "errors": 10 * fact.strength,
    }


def chance(p: float) -> str:
    """Return a probability as a person reads it."""
    return "below 0.0001" if p < 0.0001 else f"{p:.4f}"  # noqa: PLR2004 - four digits
