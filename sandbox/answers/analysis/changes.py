"""How an analyst says that values rise or fall: at once, for good, steadily, against the period before."""

from sandbox.answers.analysis.block import DOWN, UP
from sandbox.answers.analysis.phrases import Phrases

LOOK_BACK = (
    "Compare that time with the calendar of events, and write down the cause if it is known.",
    "Ask the people who were there, and mark the day if the cause is known.",
    "Look at the rows beside it before anything is concluded from it.",
)
EVENT = (
    "A single event, a holiday or a mistake in recording may be behind it.",
    "Possibly something happened on that day that the data does not hold.",
    "",
)
MOVED = (
    "Find out what was changed at that time, and plan with the new level from now on.",
    "Check whether goals and alarms still fit the new level.",
)
CHANGED = (
    "A change in how the work is done, or in how it is measured, could be the cause.",
    "Perhaps a decision or an outside shock around that time explains it.",
)

CHANGES: dict[str, dict[int, Phrases]] = {
    "spike": {
        UP: Phrases(
            "anomaly",
            ("A sudden rise in [name]", "An unusual jump in [name]", "A brief surge in [name]"),
            (
                "{c} rose to {F} on {F.since}, while {F.usual} is usual in the rows beside it.",
                "Around {F.since}, {c} climbed to {F}, well above the usual {F.usual}.",
                "{c} jumped to {F}; the rows beside it are usually at {F.usual}.",
            ),
            ("At the same time {c} rose to {F}, above the usual {F.usual}.",),
            LOOK_BACK,
            EVENT,
        )
    },
    "dip": {
        DOWN: Phrases(
            "anomaly",
            ("A sudden drop in [name]", "An unusual dip in [name]", "[name] fell for a short time"),
            (
                "{c} fell to {F} on {F.since}, while {F.usual} is usual in the rows beside it.",
                "Around {F.since}, {c} dropped to {F}, well below the usual {F.usual}.",
                "{c} dropped to {F}; the rows beside it are usually at {F.usual}.",
            ),
            ("At the same time {c} fell to {F}, below the usual {F.usual}.",),
            LOOK_BACK,
            EVENT,
        )
    },
    "level_shift": {
        UP: Phrases(
            "level_shift",
            ("[name] has moved to a higher level", "A lasting rise in [name]", "[name] rose and stayed there"),
            (
                "Since {F.since}, the mean of {c} has been {F.after}; before that it was {F.before}. It has risen.",
                "{c} rose to a higher level at {F.since}: its mean went from {F.before} to {F.after}.",
                "The mean of {c} climbed from {F.before} to {F.after} and stayed there.",
            ),
            (
                "{c} rose at about that time too, from {F.before} to {F.after}.",
                "So did {c}, which has risen from {F.before} to {F.after}.",
            ),
            MOVED,
            CHANGED,
        ),
        DOWN: Phrases(
            "level_shift",
            ("[name] has moved to a lower level", "A lasting fall in [name]", "[name] fell and stayed there"),
            (
                "Since {F.since}, the mean of {c} has been {F.after}, down from {F.before} before.",
                "{c} fell to a lower level at {F.since}: its mean went from {F.before} to {F.after}.",
                "The mean of {c} fell from {F.before} to {F.after} and stayed there.",
            ),
            (
                "{c} fell at about that time too, from {F.before} to {F.after}.",
                "So did {c}, which has fallen from {F.before} to {F.after}.",
            ),
            MOVED,
            CHANGED,
        ),
    },
    "trend": {
        UP: Phrases(
            "trend",
            ("A steady rise in [name]", "[name] grows over the whole period", "An upward trend in [name]"),
            (
                "The line through {c} rises from {F.start} to {F.end} over the whole period.",
                "{c} rises over the whole period; from the first row to the last, its line climbs by {F}.",
                "Between {F.since} and {F.until}, {c} grew steadily: the line through its values gains {F}.",
            ),
            (),
            ("Plan with further growth, and check from time to time whether it goes on.",),
            ("Growing demand could be behind it.", "The season or the size of the business may have a part in it.", ""),
        ),
        DOWN: Phrases(
            "trend",
            ("A steady fall in [name]", "[name] declines over the whole period", "A downward trend in [name]"),
            (
                "The line through {c} falls from {F.start} to {F.end} over the whole period.",
                "{c} falls over the whole period; from the first row to the last, its line changes by {F}.",
                "Between {F.since} and {F.until}, {c} declined steadily: the line through its values changes by {F}.",
            ),
            (),
            ("Find out what lies behind it before the plan for the next period is made.",),
            ("Falling demand could be behind it.", "Perhaps something else has taken its place.", ""),
        ),
    },
    "period_change": {
        UP: Phrases(
            "comparison",
            ("[name] is above the period before", "[name] rose against the period before"),
            (
                "In the last period the mean of {c} is {F.last}, up from {F.before} in the period before.",
                "{c} rose by {F} against the period before.",
            ),
            (),
            ("Watch whether the next period confirms it.",),
            ("It may be the season, so a year of data would help.", ""),
        ),
        DOWN: Phrases(
            "comparison",
            ("[name] is below the period before", "[name] fell against the period before"),
            (
                "In the last period the mean of {c} is {F.last}, down from {F.before} in the period before.",
                "{c} fell against the period before; the change is {F}.",
            ),
            (),
            ("Watch whether the next period confirms it.",),
            ("It may be the season, so a year of data would help.", ""),
        ),
    },
}
