"""Good drafts with one fault each, at least five in every class."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import polars as pl

Document = dict[str, Any]
FIELDS = ("title", "explanation", "summary", "suggestion", "hypothesis")


@dataclass(frozen=True)
class Defect:
    """One fault in a good draft. `change` returns the faulty draft: a document, or the text that came.

    `fault` is what may not be in what is shown; `data` changes the data under the draft.
    """

    good: str
    change: Callable[[Document, Any], Document | str]
    fault: str = ""
    most: int = 10
    data: Callable[[pl.DataFrame], pl.DataFrame] | None = None


def with_first(**values):
    """Return a change that sets values of the first finding; a callable gets the case."""

    def change(document, case):
        for name, value in values.items():
            document["findings"][0][name] = value(case) if callable(value) else value
        return document

    return change


def with_text(field, text):
    """Return a change that adds a sentence to the first explanation or the summary, or replaces another text."""

    def change(document, case):
        holder = document if field == "summary" else document["findings"][0]
        is_added = field in {"explanation", "summary"}
        holder[field] = f"{holder[field]} {text}" if is_added else text
        return document

    return change


def unchanged(document, case):
    return document


def in_texts(faults, *, goods=("shift", "queue", "together", "dry", "builders", "census")) -> Iterator[Defect]:
    """Yield each fault in an explanation, and in one of the other texts by turns."""
    turns, drafts = cycle(("summary", "title", "suggestion", "hypothesis")), cycle(goods)
    for fault in faults:
        yield Defect(next(drafts), with_text("explanation", fault), fault)
        yield Defect(next(drafts), with_text(next(turns), fault), fault)


def ids_of(case, *, kind, columns=()):
    return [case.fact(kind, *columns).id]


def last_of(document):
    return deepcopy(document["findings"][-1])


def twin(**changes):
    """Return a change that says the last finding once more, with changes."""

    def change(document, case):
        again = last_of(document) | {name: value(document, case) for name, value in changes.items()}
        document["findings"].append(again)
        return document

    return change


def other_title(document, case):
    return "The same thing in other words"


def other_evidence(document, case):
    own = document["findings"][-1]["evidence"]
    return [*own, next(each for each in case.prepared.facts if each not in own)]


def replaced(column, change):
    """Return a change of the data in one column."""
    return lambda frame: frame.with_columns(change(pl.col(column)).alias(column))


UNKNOWN_EVIDENCE = [
    Defect("spike", with_first(evidence=["F999"])),
    Defect("shift", with_first(evidence=["F0"])),
    Defect("dry", with_first(evidence=["f2"])),
    Defect("builders", with_first(evidence=["all"])),
    Defect("door", with_first(evidence=lambda case: [*ids_of(case, kind="dominant_category"), "F998"])),
    Defect("calls", with_first(evidence=["F1 "])),
    Defect("power", with_first(evidence=["\u202eF1"])),
    Defect("morning", with_first(evidence=["{F1}"])),
]
CHANGED_DATA = [
    Defect("spike", unchanged, data=replaced("visits", lambda values: values * 1.01)),
    Defect("dip", unchanged, data=replaced("sales", lambda values: values.reverse())),
    Defect("shift", unchanged, data=replaced("price", lambda values: values + 1)),
    Defect("queue", unchanged, data=replaced("queue", lambda values: values.shift(1))),
    Defect("gap", unchanged, data=lambda frame: frame.filter(pl.int_range(pl.len()) != 20)),
    Defect("flat", unchanged, data=replaced("sensor", lambda values: values.round(1) + 0.5)),
    Defect("door", unchanged, data=replaced("door", lambda values: values.str.replace("south", "north"))),
    Defect("orders", unchanged, data=lambda frame: frame.unique("order", maintain_order=True)),
    Defect("together", unchanged, data=lambda frame: frame.drop("sales")),
    Defect("jitter", unchanged, data=lambda frame: frame.head(100)),
]
NO_EVIDENCE = [Defect(good, with_first(evidence=[])) for good in ("spike", "shift", "calls", "dry", "census")]
WRONG_KIND = [
    Defect("spike", with_first(kind="trend")),
    Defect("shift", with_first(kind="correlation")),
    Defect("queue", with_first(kind="seasonality")),
    Defect("together", with_first(kind="level_shift")),
    Defect("gap", with_first(kind="anomaly")),
    Defect("door", with_first(kind="correlation")),
    Defect("power", with_first(kind="data_quality")),
    Defect("dry", with_first(kind="trend")),
]
WRONG_COLUMNS = [
    Defect("spike", with_first(columns=lambda case: [case.prepared.aliases["price"]])),
    Defect("shift", with_first(columns=lambda case: [case.prepared.aliases[each] for each in ("price", "stock")])),
    Defect("together", with_first(columns=lambda case: [case.prepared.aliases["door"]])),
    Defect("calls", with_first(columns=lambda case: [case.prepared.aliases["at"]])),
    Defect("dry", with_first(columns=lambda case: [case.prepared.aliases["wind"]])),
    Defect("census", with_first(columns=lambda case: [case.prepared.aliases["construction"]])),
    Defect("power", with_first(columns=[])),
]
UNKNOWN_COLUMN = [
    Defect("spike", with_first(columns=["f99"])),
    Defect("shift", with_first(columns=["price"])),
    Defect("queue", with_first(columns=["f0"])),
    Defect("calls", with_first(columns=["F1"])),
    Defect("builders", with_first(columns=[""])),
    Defect("dry", with_first(columns=lambda case: [case.prepared.aliases["precipitation"], "f77"])),
]
WRONG_DIRECTION = [
    Defect("shift", with_text("explanation", "So the price fell.")),
    Defect("queue", with_text("explanation", "In short, it shrank.")),
    Defect("stock", with_first(title="Stock is climbing")),
    Defect("builders", with_first(title="Construction jobs rose to a new level")),
    Defect("spike", with_first(title="Visits dropped for one hour")),
    Defect("calls", with_text("explanation", "There are fewer calls than before.")),
    Defect("spring", with_first(title="It is getting colder, and temperatures decline")),
    Defect("census", with_first(title="A sudden fall in government jobs")),
    Defect("dip", with_first(title="Sales soared for one hour")),
    Defect("queue", with_text("summary", "«queue» decreased by «trend queue».".replace("«queue»", "The queue"))),
    Defect("together", with_first(title="Visits and sales move in opposite directions")),
    Defect("opposite", with_first(title="Queue and stock move in the same direction")),
]
SUPERLATIVES = (
    "This is the highest of all.",
    "It is the lowest on record.",
    "That is a record high.",
    "No other is larger: it is the largest there has been.",
    "It is the worst month of all.",
    "This is the maximum.",
)
RATIOS = (
    "That means that it tripled.",
    "It has quadrupled.",
    "Put simply, it is ten-fold.",
    "It is three times as high.",
    "Since then it has been a quarter of what it was.",
    "In other words, it quintupled.",
)
DIGITS = (
    "That is 42 more.",
    "It was \uff14\uff12 in all.",
    "There were ٤٢ of them.",
    "It went on for ½ of the time.",
    "This was in Ⅻ of the rows.",
    "The area is in m².",
    "It was ① of the causes.",
    "It is open 24/7.",
    "That was in 2019.",
)
WORDS_OF_NUMBER = (
    "There were four hundred of them.",
    "It took a dozen rows.",
    "Twelve rows show it.",
    "It makes up two thirds of the rows.",
    "That is fifty percent of it.",
    "Nearly a million were lost.",
)
UNKNOWN_REFERENCES = (
    "It stands at {F999}.",
    "Compare it with {f77}.",
    "It came with {F998.since}.",
    "The limit is {F1.limit}.",
    "It was {F1.recipe}.",
    "See {F2.value_of_all}.",
)
BROKEN_REFERENCES = (
    "It stands at {F1 now.",
    "It stands at F1} now.",
    "It stands at {{F1}} now.",
    "It stands at {G1} now.",
    "It stands at { F1 } now.",
    "It stands at {F1.} now.",
    "It stands at {0} now.",
    "It stands at {F1!r} now.",
)
REFERENCES_IN_TITLES = [
    Defect(good, with_first(title=lambda case, words=words, ids=ids: f"{words} {{{ids(case)}}}"))
    for good, words, ids in (
        ("spike", "A jump to", lambda case: case.fact("spike", "visits").id),
        ("shift", "Higher prices since", lambda case: f"{case.fact('level_shift', 'price').id}.since"),
        ("queue", "A growing", lambda case: case.prepared.aliases["queue"]),
        ("dry", "A long dry spell in", lambda case: case.prepared.aliases["precipitation"]),
        ("census", "A short peak of", lambda case: case.fact("spike", "government").id),
    )
]
TOO_SEVERE = [
    Defect(good, with_first(severity="critical"))
    for good in ("spike", "together", "power", "door", "days", "hot", "census", "spring")
]
TWINS = [
    Defect("spike", twin()),
    Defect("shift", twin(title=other_title)),
    Defect("together", twin(evidence=other_evidence)),
    Defect("dry", twin(title=lambda document, case: document["findings"][-1]["title"].upper())),
    Defect("dip", twin(title=other_title, evidence=lambda document, case: document["findings"][-1]["evidence"][::-1])),
    Defect("jobs at large", twin(title=other_title)),
]
TOO_MANY = [
    Defect("quality of the shop", unchanged, most=2),
    Defect("the shop at large", unchanged, most=1),
    Defect("the shop at large", unchanged, most=4),
    Defect("traffic at large", unchanged, most=1),
    Defect("weather at large", unchanged, most=2),
]
LONG = "This is said once more in other words, so that it goes on and on. "
TOO_LONG = [
    Defect("spike", with_first(title="One hour " + "and another " * 8)),
    Defect("shift", with_text("explanation", LONG * 10)),
    Defect("queue", with_text("summary", LONG * 10)),
    Defect("dry", with_text("suggestion", LONG * 5)),
    Defect("census", with_text("hypothesis", LONG * 5)),
    Defect("door", with_first(evidence=[f"F{at}" for at in range(1, 8)])),
    Defect("power", lambda document, case: document | {"findings": document["findings"] * 21}),
    Defect("calls", with_first(evidence=["F1"] * 21)),
    Defect("morning", with_first(columns=["f1" * 9])),
]
LINKS = (
    "See https://example.com/report for more.",
    "More at www.example.com today.",
    "More at example.com today.",
    "Write to ftp://files.example.org now.",
    "Open javascript:alert now.",
    "More at example。com today.",
)
MAILS = (
    "Write to ops@example.com about it.",
    "Ask @harbour about it.",
    "Use mailto:ops@example.com for this.",
    "Write to ops\uff20example.com about it.",
    "Ask ops @ example about it.",
)
MARKUP = (
    "This is <b>important</b> for all.",
    "See <script>alert(x)</script> there.",
    "This is **important** for all.",
    "# Important for all",
    "See [this page](there) for all.",
    "Use `drop table` for this.",
    "It is &lt;important&gt; for all.",
    "See ![picture](there) for all.",
    "It is {{ secret }} for all.",
    "It is {% load x %} for all.",
    "It is ${secret} for all.",
    "=HYPERLINK(there)",
)
HIDDEN = (
    "It is \u202egnihton\u202c to worry about.",
    "It is \u2066safe\u2069 to go on.",
    "It is im\u200bpor\u200btant to all.",
    "It is\u0007 important to all.",
    "It is \U000e0069\U000e0067 important to all.",
    "It is \ufeffimportant to all.",
    "It is \ue000 important to all.",
    "It is \u00adim\u2060portant to all.",
)
COPIED = (
    "checked by the early shift of the harbour branch team",
    "Each was checked by the late shift of the harbour branch team.",
    "It says by the early shift of the harbour, as ever.",
    "Somebody was there, by the early shift of the office.",
    "It was checked, CHECKED BY THE LATE SHIFT, once more.",
)
LANGUAGES = (
    "Die Zahl der Besuche ist an einem Tag stark gestiegen und danach wieder auf das alte Niveau zurückgekehrt.",
    "Le nombre de visites est revenu au niveau de la veille après une journée sans aucune vente dans le magasin.",
    "El valor de las visitas es muy distinto en este periodo y no se sabe por qué ha cambiado tanto.",
    "訪問者数が急に変わりました。",
    "Число посещений резко изменилось.",
    "The v\u0430lue of the column changed in one hour.",
)
BLANKS = ("", " ", "\n\t", "\u200b", "\u2060\ufeff", "...")
NOT_DOCUMENTS = [
    Defect("spike", lambda document, case: "Here is the analysis you asked for."),
    Defect("spike", lambda document, case: json.dumps(document)[:-20]),
    Defect("spike", lambda document, case: f"```json\n{json.dumps(document)}\n```"),
    Defect("spike", lambda document, case: json.dumps([document])),
    Defect("spike", lambda document, case: document | {"webhook": "there"}),
    Defect("shift", with_first(action="delete")),
    Defect("queue", with_first(severity="catastrophic")),
    Defect("stock", with_first(kind="")),
    Defect("door", with_first(evidence="F1")),
    Defect("power", with_first(title=7)),
    Defect("dry", with_first(hypothesis=None)),
    Defect("census", lambda document, case: {"summary": document["summary"]}),
    Defect("calls", lambda document, case: document | {"summary": ""}),
    Defect("spring", lambda document, case: json.dumps(document).replace('"summary"', '"summary": "", "summary"')),
]
BLANK = [
    *(Defect("spike", with_first(title=text)) for text in BLANKS),
    *(Defect("shift", with_first(explanation=text)) for text in BLANKS),
]

DEFECTS: dict[str, list[Defect]] = {
    "unknown evidence": UNKNOWN_EVIDENCE,
    "evidence that does not recompute": CHANGED_DATA,
    "no evidence": NO_EVIDENCE,
    "wrong kind": WRONG_KIND,
    "wrong columns": WRONG_COLUMNS,
    "unknown column": UNKNOWN_COLUMN,
    "wrong direction": WRONG_DIRECTION,
    "false superlative": list(in_texts(SUPERLATIVES, goods=("shift", "together", "dry", "power", "queue"))),
    "false ratio word": list(in_texts(RATIOS)),
    "digit in prose": list(in_texts(DIGITS)),
    "spelled-out number": list(in_texts(WORDS_OF_NUMBER)),
    "unknown reference": list(in_texts(UNKNOWN_REFERENCES)),
    "malformed reference": list(in_texts(BROKEN_REFERENCES)),
    "reference in a title": REFERENCES_IN_TITLES,
    "severity too high": TOO_SEVERE,
    "twins": TWINS,
    "too many": TOO_MANY,
    "too long": TOO_LONG,
    "link": list(in_texts(LINKS)),
    "e-mail": list(in_texts(MAILS)),
    "markup": list(in_texts(MARKUP)),
    "hidden characters": list(in_texts(HIDDEN)),
    "copied data": list(in_texts(COPIED, goods=("spike", "shift", "queue", "door", "power"))),
    "other language": list(in_texts(LANGUAGES)),
    "empty text": BLANK,
    "not the document": NOT_DOCUMENTS,
}
