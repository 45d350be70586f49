"""How an analyst says how values are spread, what comes back, and what goes together."""

from sandbox.answers.analysis.block import DOWN, UP
from sandbox.answers.analysis.phrases import Phrases

SHAPES: dict[str, dict[int, Phrases]] = {
    "seasonality": {
        0: Phrases(
            "seasonality",
            ("A regular cycle in [name]", "[name] follows a rhythm", "A pattern that comes back in [name]"),
            (
                "{c} follows a cycle whose length is {F}; its strength is {F.strength}.",
                "The values of {c} repeat themselves with a period of {F}.",
            ),
            ("{c} has a cycle as well, with a period of {F}.",),
            ("Compare each value with the same place in the cycle before, not with its neighbour.",),
            ("The time of day, the week or the season is a likely cause.", ""),
            "info",
        )
    },
    "changed_seasonality": {
        0: Phrases(
            "seasonality",
            ("The cycle of [name] has changed",),
            ("The cycle of {c} is not what it was: its width in the later part is {F} that of the earlier part.",),
            (),
            ("Use the later part of the data alone when you plan.",),
            ("Habits may have changed in between.",),
        )
    },
    "drift": {
        0: Phrases(
            "distribution",
            ("The spread of [name] has changed", "[name] varies in another way than before"),
            ("The usual step of {c} is {F.after} at the end, and it was {F.before} at the start.",),
            (),
            ("Check limits and alarms that were set when the values varied otherwise.",),
            ("Another way of measuring could be the cause.", ""),
        )
    },
    "dominant_category": {
        0: Phrases(
            "distribution",
            ("A single value fills most of [name]", "[name] is mostly the same"),
            (
                "Of the rows, {F} hold the same value in {c}; there are {F.different} different values.",
                "In {c}, a single value has {F} of the rows.",
            ),
            (),
            ("Look at the other values apart, since averages over all rows hide them.",),
            ("",),
            "info",
        )
    },
    "group_difference": {
        UP: Phrases(
            "comparison",
            ("[name] differs between groups",),
            (
                "In one group of {d}, {c} is above the others: its mean is {F.here} there and {F.elsewhere} elsewhere.",
                "In one group {c} is above the other rows; the difference is {F}.",
            ),
            (),
            ("Compare the groups side by side before you decide on one of them.",),
            ("The groups may differ in other ways too.", ""),
        ),
        DOWN: Phrases(
            "comparison",
            ("[name] differs between groups",),
            (
                "In one group of {d}, {c} is below the others: its mean is {F.here} there and {F.elsewhere} elsewhere.",
                "In one group {c} is below the other rows; the difference is {F}.",
            ),
            (),
            ("Compare the groups side by side before you decide on one of them.",),
            ("The groups may differ in other ways too.", ""),
        ),
    },
    "correlation": {
        UP: Phrases(
            "correlation",
            ("[name] moves together with another measure", "A close link to [name]"),
            (
                "{c} and {d} move together; their rank correlation is {F}, over {F.n} rows.",
                "{c} and {d} go together, with a rank correlation of {F}.",
            ),
            (),
            ("Before you act on it, check whether both follow the season or a third thing.",),
            ("Both may depend on the same cause; that they go together proves nothing.", ""),
            "info",
        ),
        DOWN: Phrases(
            "correlation",
            ("[name] runs against another measure", "An inverse link to [name]"),
            (
                "{c} and {d} move in opposite directions; their rank correlation is {F}, over {F.n} rows.",
                "{c} and {d} run against each other, with a rank correlation of {F}.",
            ),
            (),
            ("Before you act on it, check whether both follow the season or a third thing.",),
            ("Both may depend on the same cause; that they run against each other proves nothing.", ""),
            "info",
        ),
    },
}
