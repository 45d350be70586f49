"""Drafts as a good model writes them, varied in wording; each is true of its table.

In their texts «dip visits.usual» stands for a number of that fact and «visits» for the column.
"""

import json
import re
from typing import Any

from ai_ops.operations.analysis.draft import AnalysisDraft

MARK = re.compile(r"«([^»]+)»")


def fact_of(case, words):
    """Return the fact for words such as "dip visits" or "statistic:mean visits"."""
    kind, *columns = words.split()
    kind, _, function = kind.partition(":")
    if function:
        return next(
            fact
            for fact in case.prepared.facts.values()
            if fact.kind == kind and fact.recipe["which"] == function and set(fact.columns) == set(columns)
        )
    return case.fact(kind, *columns)


def resolved(case, text):
    """Return a text with references in place of the marks."""

    def reference(match):
        words, _, part = match[1].partition(".")
        if " " not in words:
            return f"{{{case.prepared.aliases[words]}}}"
        return f"{{{fact_of(case, words).id}{'.' if part else ''}{part}}}"

    return MARK.sub(reference, text)


def finding(case, written: dict[str, Any]):
    """Return a finding of a draft as JSON, with ids in place of words."""
    texts = {
        name: resolved(case, written.get(name, "")) for name in ("title", "explanation", "suggestion", "hypothesis")
    }
    return texts | {
        "kind": written["kind"],
        "evidence": [fact_of(case, each).id for each in written["evidence"]],
        "columns": [case.prepared.aliases[each] for each in written["columns"]],
        "severity": written.get("severity", "info"),
    }


def document(case, written: dict[str, Any]):
    """Return a draft as JSON."""
    findings = [finding(case, each) for each in written["findings"]]
    return {"summary": resolved(case, written["summary"]), "findings": findings}


def parsed(draft):
    """Return a draft as the pipeline reads it."""
    return AnalysisDraft.model_validate_json(json.dumps(draft), strict=True)


SPIKE = {
    "title": "One hour with far more visits than usual",
    "kind": "anomaly",
    "explanation": "«visits» jumped to «spike visits» on «spike visits.since», where «spike visits.usual» is usual. "
    "The hours around it were ordinary, so this looks like a single event.",
    "evidence": ["spike visits"],
    "columns": ["visits"],
    "suggestion": "Ask the branch what took place in that hour.",
    "hypothesis": "A tour group may have arrived, or the counter may have counted twice.",
}
DIP = {
    "title": "Sales and visits collapsed together for one hour",
    "kind": "anomaly",
    "explanation": "On «dip sales.since» «sales» fell to «dip sales» instead of the usual «dip sales.usual». "
    "«visits» dropped in the same hour, to «dip visits».",
    "evidence": ["dip sales", "dip visits"],
    "columns": ["sales", "visits"],
    "suggestion": "Check whether the doors were closed.",
    "hypothesis": "An evacuation drill could explain both.",
}
SHIFT = {
    "title": "The price moved to a higher level and stayed",
    "kind": "level_shift",
    "explanation": "Since «level_shift price.since» the mean of «price» is «level_shift price.after»; before, it was "
    "«level_shift price.before». Whoever compares takings across that date should keep this in mind.",
    "evidence": ["level_shift price"],
    "columns": ["price"],
    "severity": "notice",
    "suggestion": "Confirm that the new price is the intended one.",
    "hypothesis": "",
}
QUEUE = {
    "title": "The queue keeps growing",
    "kind": "trend",
    "explanation": "From the first hour to the last, «queue» climbed by «trend queue», which is «trend queue.a_row» "
    "for each row. Nothing suggests that it will stop by itself.",
    "evidence": ["trend queue"],
    "columns": ["queue"],
    "severity": "notice",
    "suggestion": "Open another till at the busiest hours and see whether the rise slows.",
    "hypothesis": "There may be too few people at the tills.",
}
STOCK = {
    "title": "Stock declines steadily",
    "kind": "trend",
    "explanation": "«stock» has been shrinking all along: the line through it ends «trend stock» from where it began.",
    "evidence": ["trend stock"],
    "columns": ["stock"],
    "severity": "notice",
    "suggestion": "Order before the shelf is empty.",
    "hypothesis": "",
}
TOGETHER = {
    "title": "More visits, more sales",
    "kind": "correlation",
    "explanation": "«visits» and «sales» move together: their rank correlation is «correlation visits sales», "
    "over «correlation visits sales.n» rows. That does not say which one drives the other.",
    "evidence": ["correlation visits sales"],
    "columns": ["visits", "sales"],
    "suggestion": "Show both in one chart.",
    "hypothesis": "",
}
OPPOSITE = {
    "title": "Queue and stock move in opposite directions",
    "kind": "correlation",
    "explanation": "As «queue» rises, «stock» falls; the coefficient is «correlation queue stock». "
    "Both simply follow time, so one need not be the reason for the other.",
    "evidence": ["correlation queue stock"],
    "columns": ["queue", "stock"],
    "suggestion": "",
    "hypothesis": "Both could reflect the same growing demand.",
}
GAP = {
    "title": "Some hours are missing altogether",
    "kind": "data_quality",
    "explanation": "After «gap hour.since» no rows arrived until «gap hour.until»: «gap hour» are missing. "
    "Totals of that day are too small for this reason alone.",
    "evidence": ["gap hour"],
    "columns": ["hour"],
    "severity": "notice",
    "suggestion": "Ask whether the export can be repeated for that night.",
    "hypothesis": "The sender may have been offline.",
}
FLAT = {
    "title": "The sensor seems to have been stuck",
    "kind": "data_quality",
    "explanation": "«sensor» reported exactly «flatline sensor.level» for «flatline sensor» in a row, "
    "from «flatline sensor.since» to «flatline sensor.until». Real readings fluctuate.",
    "evidence": ["flatline sensor"],
    "columns": ["sensor"],
    "severity": "notice",
    "suggestion": "Have the sensor looked at, and leave those hours out of any average.",
    "hypothesis": "It might have lost its connection and repeated the last reading.",
}
BURST = {
    "title": "Humidity stopped reporting for a while",
    "kind": "data_quality",
    "explanation": "«humidity» has no values from «missing_burst humidity.since» to «missing_burst humidity.until», "
    "«missing_burst humidity» one after another. Elsewhere the column is complete.",
    "evidence": ["missing_burst humidity"],
    "columns": ["humidity"],
    "severity": "notice",
    "suggestion": "Look into the logs of the device for that night.",
    "hypothesis": "",
}
DOOR = {
    "title": "Most rows come from a single door",
    "kind": "distribution",
    "explanation": "One value of «door» accounts for «dominant_category door» of all rows, although there are "
    "«dominant_category door.different» of them. Averages over all doors mostly describe that one.",
    "evidence": ["dominant_category door"],
    "columns": ["door"],
    "suggestion": "Look at the doors one by one.",
    "hypothesis": "",
}
ORDERS = {
    "title": "Order numbers repeat",
    "kind": "data_quality",
    "explanation": "«duplicate_keys order» carry an «order» that was there already. "
    "If each order should appear once, they are counted several times.",
    "evidence": ["duplicate_keys order"],
    "columns": ["order"],
    "severity": "notice",
    "suggestion": "Remove the repeated rows at their origin.",
    "hypothesis": "The export may have been run twice for the last days.",
}
POWER = {
    "title": "Power follows a daily rhythm",
    "kind": "seasonality",
    "explanation": "«power» repeats every «seasonality power». The strength of the cycle is "
    "«seasonality power.strength», which makes the rhythm easy to plan with.",
    "evidence": ["seasonality power"],
    "columns": ["power"],
    "suggestion": "Compare each hour with the same hour of the day before.",
    "hypothesis": "Lighting and cooling are likely to follow opening hours.",
}
WAIT = {
    "title": "People wait longer at one of the doors",
    "kind": "comparison",
    "explanation": "At one «door», «wait» is «group_difference wait door.here» on average, against "
    "«group_difference wait door.elsewhere» elsewhere: a difference of «group_difference wait door».",
    "evidence": ["group_difference wait door"],
    "columns": ["wait", "door"],
    "severity": "notice",
    "suggestion": "Move a member of staff to that door and measure again.",
    "hypothesis": "",
}
CALLS = {
    "title": "Calls stepped up in the last part of the period",
    "kind": "level_shift",
    "explanation": "«calls» went up by «level_shift calls» on «level_shift calls.since» and has not come back. "
    "Compared with the period before, the mean grew by «period_change calls».",
    "evidence": ["level_shift calls", "period_change calls"],
    "columns": ["calls"],
    "severity": "notice",
    "suggestion": "Check whether staffing still matches the number of calls.",
    "hypothesis": "A new campaign or an outage elsewhere may be behind it.",
}
CHANGE = {
    "title": "More calls than in the period before",
    "kind": "comparison",
    "explanation": "The latest stretch averages «period_change calls.last», up from «period_change calls.before». "
    "That is an increase of «period_change calls».",
    "evidence": ["period_change calls"],
    "columns": ["calls"],
    "severity": "notice",
    "suggestion": "",
    "hypothesis": "",
}
WIDER = {
    "title": "The daily swing of the load has widened",
    "kind": "seasonality",
    "explanation": "The cycle of «load» is now wider than in the first half, by a factor of "
    "«changed_seasonality load». Its shape is still the same.",
    "evidence": ["changed_seasonality load"],
    "columns": ["load"],
    "severity": "notice",
    "suggestion": "Revisit any fixed threshold on this column.",
    "hypothesis": "Heavier use at peak times might cause this.",
}
JITTER = {
    "title": "Jitter has become more restless",
    "kind": "distribution",
    "explanation": "From one row to the next, «jitter» now changes by «drift jitter.after» on average; at the start "
    "it was «drift jitter.before».",
    "evidence": ["drift jitter"],
    "columns": ["jitter"],
    "suggestion": "Test the line for loose contacts.",
    "hypothesis": "Ageing equipment would show up like this.",
}
DRY = {
    "title": "A long spell without rain",
    "kind": "anomaly",
    "explanation": "«precipitation» stayed at «flatline precipitation.level» for «flatline precipitation» in a row, "
    "from «flatline precipitation.since» to «flatline precipitation.until».",
    "evidence": ["flatline precipitation"],
    "columns": ["precipitation", "date"],
    "suggestion": "Use that summer as a test for drought messages.",
    "hypothesis": "A stable high-pressure area is the usual reason.",
}
DAYS = {
    "title": "Warm days have warm nights",
    "kind": "correlation",
    "explanation": "«temp_max» and «temp_min» go together closely, with a coefficient of "
    "«correlation temp_max temp_min». One of them is enough on a small screen.",
    "evidence": ["correlation temp_max temp_min"],
    "columns": ["temp_max", "temp_min"],
    "suggestion": "Show only one of them, unless frost matters.",
    "hypothesis": "",
}
YEAR = {
    "title": "Temperatures repeat with the year",
    "kind": "seasonality",
    "explanation": "The pattern of «temp_max» returns after «seasonality temp_max». "
    "Its mean over the whole time is «statistic:mean temp_max».",
    "evidence": ["seasonality temp_max", "statistic:mean temp_max"],
    "columns": ["temp_max"],
    "suggestion": "Compare a week with the same week of earlier years.",
    "hypothesis": "",
}
HOT = {
    "title": "A day that was much warmer than its neighbours",
    "kind": "anomaly",
    "explanation": "On «spike temp_max.since», «temp_max» reached «spike temp_max», which is «spike temp_max.change» "
    "above what was usual around that time.",
    "evidence": ["spike temp_max"],
    "columns": ["temp_max"],
    "suggestion": "",
    "hypothesis": "Warm air from the interior could have reached the coast.",
}
RAIN = {
    "title": "Rainy days are cooler at their warmest",
    "kind": "correlation",
    "explanation": "With more «precipitation», «temp_max» tends to be lower: the coefficient is "
    "«correlation precipitation temp_max». The link is loose, not a rule.",
    "evidence": ["correlation precipitation temp_max"],
    "columns": ["precipitation", "temp_max"],
    "suggestion": "",
    "hypothesis": "",
}
BUILDERS = {
    "title": "Construction lost a large share of its jobs and did not recover",
    "kind": "level_shift",
    "explanation": "Until «level_shift construction.since», «construction» averaged «level_shift construction.before». "
    "After that it was «level_shift construction.after», a drop that lasted to the end of the data.",
    "evidence": ["level_shift construction"],
    "columns": ["construction"],
    "severity": "notice",
    "suggestion": "Split any chart of this column at that date.",
    "hypothesis": "The financial crisis is the obvious suspect.",
}
CENSUS = {
    "title": "A short peak in government jobs",
    "kind": "anomaly",
    "explanation": "«government» stood at «spike government» in the month of «spike government.since», compared with "
    "«spike government.usual» in the months around it. It was gone again soon after.",
    "evidence": ["spike government"],
    "columns": ["government"],
    "suggestion": "Leave that month out when you look for a trend.",
    "hypothesis": "Temporary staff for a census would fit.",
}
MORNING = {
    "title": "Temperature runs through the same curve each day",
    "kind": "seasonality",
    "explanation": "«temp» has a cycle of «seasonality temp» that explains nearly all of its movement: "
    "its strength is «seasonality temp.strength».",
    "evidence": ["seasonality temp"],
    "columns": ["temp"],
    "suggestion": "Set alerts by the hour of the day rather than by a fixed limit.",
    "hypothesis": "",
}
CLOCK = {
    "title": "An hour is missing in March",
    "kind": "data_quality",
    "explanation": "Between «gap date.since» and «gap date.until» there is no row, although rows come every hour.",
    "evidence": ["gap date"],
    "columns": ["date"],
    "suggestion": "Store times in a zone without daylight saving.",
    "hypothesis": "The clocks went forward that night.",
}
SPRING = {
    "title": "It is slowly getting warmer",
    "kind": "trend",
    "explanation": "Over the period as a whole «temp» rose by «trend temp», beneath its daily ups and downs.",
    "evidence": ["trend temp"],
    "columns": ["temp"],
    "suggestion": "",
    "hypothesis": "Spring is on its way.",
}


def draft(table, summary, *findings):
    return {"table": table, "summary": summary, "findings": list(findings)}


GOOD = {
    "spike": draft("Shop", "One hour stands out: «visits» reached «spike visits» and fell back at once.", SPIKE),
    "dip": draft("Shop", "For a single hour, almost nobody came: «visits» sank to «dip visits».", DIP),
    "shift": draft(
        "Shop", "«price» is higher than it used to be, and has been since «level_shift price.since».", SHIFT
    ),
    "queue": draft("Shop", "Yes, the queue is getting longer. It has risen by «trend queue» so far.", QUEUE),
    "stock": draft("Shop", "Stock is running down without pause.", STOCK),
    "together": draft("Shop", "Visits and sales go hand in hand.", TOGETHER),
    "opposite": draft("Shop", "While «queue» goes up, «stock» goes down.", OPPOSITE),
    "gap": draft("Shop", "The data has a hole of «gap hour», early in the period.", GAP),
    "flat": draft("Shop", "One column cannot be trusted for part of a day: «sensor» did not move.", FLAT),
    "burst": draft("Shop", "Values of «humidity» are missing for several hours in a row.", BURST),
    "door": draft("Shop", "One door has «dominant_category door» of the rows.", DOOR),
    "orders": draft("Shop", "The file repeats orders; see to that before you add anything up.", ORDERS),
    "power": draft("Shop", "«power» has a clear rhythm. Nothing else about it is remarkable.", POWER),
    "wait": draft("Shop", "Waiting times differ from door to door.", WAIT),
    "calls": draft("Traffic", "Something changed on «level_shift calls.since»: there are more calls now.", CALLS),
    "change": draft("Traffic", "The last period beats the one before by «period_change calls».", CHANGE),
    "wider": draft("Traffic", "The swing of «load» over the day is wider than it was.", WIDER),
    "jitter": draft("Traffic", "«jitter» is not higher or lower than before, only less calm.", JITTER),
    "dry": draft("Seattle weather", "The most striking event is a dry spell.", DRY),
    "days": draft("Seattle weather", "The two temperatures tell the same story.", DAYS),
    "year": draft("Seattle weather", "The seasons explain most of what you see.", YEAR),
    "hot": draft("Seattle weather", "One spring day was unusually warm for its time.", HOT),
    "rain": draft("Seattle weather", "When it rains, days tend to be cooler.", RAIN),
    "builders": draft("US employment", "«construction» changed for good; the others did not.", BUILDERS),
    "census": draft("US employment", "«government» had a brief surge on «spike government.since».", CENSUS),
    "morning": draft("San Francisco temperature", "Each day looks like the one before.", MORNING),
    "clock": draft("San Francisco temperature", "The data is complete but for one hour.", CLOCK),
    "spring": draft("San Francisco temperature", "Under the daily rhythm there is a gentle rise.", SPRING),
    "quality of the shop": draft(
        "Shop",
        "The data is usable with care. «gap hour» are missing, one sensor froze, and some orders are there twice. "
        "None of this touches «visits» or «sales».",
        GAP,
        FLAT,
        ORDERS,
    ),
    "all about sales": draft(
        "Shop",
        "«sales» follow «visits», with a coefficient of «correlation visits sales». Both dipped on «dip sales.since». "
        "Their mean is «statistic:mean sales».",
        DIP,
        TOGETHER,
    ),
    "the shop at large": draft(
        "Shop",
        "Prices went up, the queue grows, stock shrinks. Behind these claims are «statistic:rows hour».",
        SHIFT,
        QUEUE,
        STOCK,
        DOOR,
        POWER,
    ),
    "traffic at large": draft(
        "Traffic",
        "There are more calls, and the load swings further. Both began within the period, so plan for both to stay.",
        CALLS,
        WIDER,
        JITTER,
    ),
    "weather at large": draft(
        "Seattle weather",
        "Seasons dominate. Beyond them, a dry summer and one hot day in spring deserve a mention.",
        YEAR,
        DRY,
        HOT,
    ),
    "jobs at large": draft(
        "US employment",
        "Construction shrank for good on «level_shift construction.since», "
        "while «government» had a short-lived jump to «spike government».",
        BUILDERS,
        CENSUS,
    ),
}
