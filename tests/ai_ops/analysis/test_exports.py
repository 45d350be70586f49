"""The files of an analysis: numbers are printed, and nothing of the data does anything in them."""

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt

from ai_ops import exports
from ai_ops.base import Origin
from ai_ops.facts import findings
from ai_ops.models import Run
from ai_ops.operations.analysis import markdown
from ai_ops.operations.analysis.exports import EXPORTS, saved_file
from ai_ops.operations.analysis.report import render
from ai_ops.prose.cleaning import cleaned
from tests.ai_ops.analysis import tables
from tests.ai_ops.analysis.results import fact, finding, result

ORIGIN = Origin("claude-haiku-5-5", "credits")
SPIKE = fact(1, "spike", "revenue", value=1234.5, since="2026-10-01", until="2026-10-02", usual=80.25, change=1154.25)
GROUP = {
    **fact(2, "group_difference", "revenue and region", value=-12.5, here=70.0, elsewhere=80.0, n=40.0, p=1e-9),
    "unit": "%",
    "recipe": {"function": "compare_group", "column": "revenue", "time": "", "dimension": "region", "comparisons": 3},
}
FAIR = finding(
    "anomaly",
    "F1",
    "F2",
    explanation="{f2} climbs to {F1} from {F1.usual} on {F1.since}.",
    suggestion="Look at what was sold.",
    hypothesis="A fair may have been near.",
)
WHOLE = result(
    FAIR,
    facts=({**SPIKE, "unit": "€"}, {**GROUP, "label": "north"}),
    question="What stood out?",
    dropped=["A claim was dropped: a fact that it rests on was not confirmed."],
)
WHOLE["columns"]["f2"]["unit"] = "€"
HOSTILE = (
    "[x](https://evil.example)",
    "<script>alert(1)</script>",
    "![a](data:image/png;base64,x)",
    "a|b|c",
    "`code` **bold** _it_ ~~s~~",
    "https://evil.example and www.evil.example",
    "anna@evil.example @anna #12",
    "back\\|slash \\",
    "# heading",
    "&lt;b&gt; $x$ {{ x }} {% x %}",
    "line\n\n---\n- [ ] item",
    "\u202eright to left\u2066",
    "=HYPERLINK(1)",
)
LINKED = re.compile(r"(?<!\\)://|www\.|@", re.IGNORECASE)
"""What GitHub makes a link of in plain words."""
SHAPES = {"h1", "h2", "hr", "p", "ul", "li", "code", *("table", "thead", "tbody", "tr", "th", "td")}


def parsed(text: str) -> str:
    """Return the HTML that Markdown is, with GitHub's tables and strikethrough."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def hostile(text: str):
    """A result in which a person's question and all that comes from the data is that text."""
    facts = {**SPIKE, "columns": [text]}, {**GROUP, "columns": [text, "day"], "label": text}
    made = result(FAIR, facts=facts, names=("day", text), question=text, dropped=[f"Finding 2: “{text}” is none."])
    made["source"]["name"] = text
    return made


def test_the_report_tells_who_what_when_and_how():
    text = render(WHOLE, "North: 1 finding", ORIGIN)
    for words in (
        "# North: 1 finding\n",
        "`revenue` rises, and once it stands out at €1,234.50.",
        "- Question: `What stood out?`",
        "- Source: `North`, snapshot 3 of 24 November 2026, 08:00 (UTC)",
        "- Rows analysed: 90",
        "- Period: 26 August 2026 to 23 November 2026, by `day`",
        "1 claim dropped: not confirmed by the data.\n\n- A claim was dropped: a fact that it rests on was",
        "## 1. Sales jump at the fair",
        "Anomaly · warning · high confidence",
        "`revenue` climbs to €1,234.50 from €80.25 on 1 October 2026.",
        "| F1 | Spike | `revenue` | €1,234.50 | 1 October 2026 to 2 October 2026 | usual €80.25, change €1,154.25 |",
        "| F2 | Group difference | `revenue`, `region` = `north` |",
        "What to do next: Look at what was sold.",
        "What may be the cause (a guess): A fair may have been near.",
        "Made with AI (claude-haiku-5-5), paid with credits.",
    ):
        assert words in text
    assert re.search(r"^- F1: \w.+\.$", text, re.MULTILINE), "how it was computed"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_data_is_markup_in_the_report(text):
    report = render(hostile(text), cleaned(text), ORIGIN)
    page = parsed(report)
    assert set(re.findall(r"<(\w+)", page)) == SHAPES
    assert (page.count("<td"), page.count("<h")) == (12, 3), "no cell is parted, no heading made"
    assert not LINKED.search(re.sub(r"`[^`\n]*`", "", report))
    assert not set("\u202e\u2066") & set(report)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a list", r"\- a list"),
        ("1. a list", r"1\. a list"),
        ("12) a list", r"12\) a list"),
        ("=== a heading", r"\=== a heading"),
        ("+ a list", r"\+ a list"),
        ("> a quotation", r"\> a quotation"),
        ("3.5 % more", r"3\.5 % more"),
        ("Plain words, as they are: 5 % (or so).", "Plain words, as they are: 5 % (or so)."),
    ],
)
def test_a_line_begins_nothing_but_words(text, shown):
    assert markdown.words(text) == shown


def rows_of(made, name: str = "North: 1 finding"):
    """The rows of the CSV, as a spreadsheet reads them."""
    (export,) = [each for each in EXPORTS if each.suffix == ".csv"]
    run = Run(model="claude-haiku-5-5", funding="credits")
    text = exports.download(export, made, name=name, run=run).content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_csv_has_a_row_for_each_finding_and_fact():
    first, second = rows_of(WHOLE)
    assert (first["finding"], first["fact"], second["finding"], second["fact"]) == ("1", "F1", "1", "F2")
    assert first["explanation"] == "revenue climbs to €1,234.50 from €80.25 on 1 October 2026."
    assert (first["value"], first["unit"], first["since"]) == ("1234.5", "€", "2026-10-01")
    assert (second["columns"], second["category"], second["value"]) == ("revenue, region", "north", "-12.5")
    assert (first["source"], first["snapshot"], first["made_with_ai_by"]) == ("North", "3", "claude-haiku-5-5")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "x;=1", "=1"])
def test_no_cell_of_the_csv_is_a_formula(text):
    row = rows_of(hostile(text), name=text)[1]
    for name in ("columns", "category", "source", "analysis"):
        assert re.fullmatch(r"(?:'|x;').*", row[name], re.DOTALL), name


def test_the_file_for_programs_holds_the_whole_result_and_its_version():
    document = json.loads(saved_file(WHOLE, "North", ORIGIN))
    assert (document["format"], document["version"], document["made_with_ai"]) == ("inspire-analysis", 1, True)
    assert (document["model"], document["paid_with"]) == ("claude-haiku-5-5", "credits")
    assert document["analysis"] == WHOLE


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.slug)
def test_each_file_says_when_answers_are_demo_answers(export):
    run = Run(model="claude-haiku-5-5", funding="credits", answered_by="sandbox")
    response = exports.download(export, WHOLE, name="North: 1 finding", run=run)
    assert f'filename="north-1-finding-demo-answers{export.suffix}"' in response["Content-Disposition"]
    assert "demo answers" in response.content.decode().replace("\\", "")
    assert "claude-haiku-5-5" in response.content.decode()


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.slug)
def test_a_result_without_times_question_or_advice_can_be_downloaded(export):
    bare = result(finding("correlation", "F1"), facts=(fact(1, "correlation", "a and b", value=0.9, n=40.0, p=0.0),))
    bare["period"] = {"since": "", "until": "", "time": ""}
    assert exports.download(export, bare, name="x", run=None).content


@pytest.mark.parametrize("name", ["Shop", "Traffic", "Seattle weather"])
def test_every_fact_that_the_program_finds_can_be_printed(name):
    case = tables.case(name)
    facts = tuple(
        findings.as_json(each) | {"label": findings.label_of(case.table.frame, each)}
        for each in case.prepared.facts.values()
    )
    told = " ".join(f"{{{each['id']}}} {{{each['id']}.{name}}}" for each in facts for name in each["more"])
    made = result(
        *(finding("anomaly", each["id"], columns=("f1",), explanation=told) for each in facts),
        facts=facts,
        names=tuple(case.table.frame.columns),
    )
    text = render(made, case.name, ORIGIN)
    assert not re.search(r"[{}]|\bnan\b|None|e[+-]\d\d", text)
    assert "| – |" not in "".join(line.rpartition(" | ")[0].rpartition(" | ")[0] for line in text.splitlines())
    assert len(rows_of(made)) == len(facts)
