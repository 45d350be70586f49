"""What holds for every accepted analysis, checked by other means than those that made it."""

import json
import re
import unicodedata

import numpy as np

from ai_ops.facts import recipes

SEVERITIES = ["info", "notice", "warning", "critical"]
SUPPORT = {
    "anomaly": {"spike", "dip", "flatline", "missing_burst"},
    "level_shift": {"level_shift"},
    "trend": {"trend"},
    "seasonality": {"seasonality", "changed_seasonality"},
    "correlation": {"correlation"},
    "comparison": {"period_change", "group_difference", "level_shift", "drift", "changed_seasonality"},
    "distribution": {"dominant_category", "drift", "statistic"},
    "data_quality": {"gap", "missing_burst", "flatline", "duplicate_keys", "statistic"},
}
MILD = {
    **dict.fromkeys(("seasonality", "statistic"), "info"),
    **dict.fromkeys(("correlation", "dominant_category"), "notice"),
    **dict.fromkeys(("trend", "changed_seasonality", "drift", "group_difference", "duplicate_keys"), "warning"),
}
"""How severe a finding may be at most on facts of these kinds, however strong."""
REFERENCE = re.compile(r"\{(F\d+)(?:\.([a-z_]+))?\}|\{(f\d+)\}")
ADDRESS = re.compile(r"://|www\.|@|\w\.(?:com|org|net|example|io)\b", re.IGNORECASE)
MARKUP = re.compile(r"[<>\[\]`*_|#~^\\=]|\$\{|&\w+;")
CARDINALS = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|dozen)\b",
    re.IGNORECASE,
)
UPWARDS = {"rose", "climbed", "jumped", "soared", "increased"}
DOWNWARDS = {"fell", "dropped", "sank", "plunged", "decreased"}
WHY = {
    "its words said more than the facts do, or held something that may not be shown",
    "it named no fact as its evidence",
    "it named more facts than it may",
    "a fact that it rests on was not confirmed",
    "it named a fact that is not there",
    "its evidence is of another kind than the claim",
    "it named a column that is not there",
    "it named columns that its evidence is not about",
    "it said the same as another claim",
}


def check(result, *, frame, asked):
    """Fail where a result breaks an invariant. `frame` is the part of the table that was asked about."""
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert "\0" not in json.dumps(result)
    findings = result["findings"]
    assert 1 <= len(findings) <= asked.max_findings
    count = len(findings)
    assert result["name"] == f"{result['source']['name']}: {count} finding{'s' if count > 1 else ''}"
    assert result["source"]["rows"] == frame.height
    assert [each["name"] for each in result["columns"].values()] == frame.columns
    ranks = [SEVERITIES.index(each["severity"]) for each in findings]
    assert ranks == sorted(ranks, reverse=True)
    assert len({frozenset(each["evidence"]) for each in findings}) == count
    assert len({each["title"].casefold() for each in findings}) == count
    for fact in result["facts"].values():
        check_fact(fact, frame)
    for finding in findings:
        check_finding(finding, result, frame)
    check_text(result["summary"], result, facts=[*result["facts"].values()])
    assert result["summary"]
    assert all(
        sentence.removeprefix("A claim was dropped: ").removesuffix(".") in WHY for sentence in result["dropped"]
    )


def check_fact(fact, frame):
    numbers = recipes.recompute(frame, fact["recipe"])
    assert numbers == {"value": fact["value"], **fact["more"]}


def check_finding(finding, result, frame):
    facts = [result["facts"][each] for each in finding["evidence"]]
    assert 1 <= len(facts) <= 6
    assert len(set(finding["evidence"])) == len(facts)
    cap = max(SEVERITIES.index(MILD.get(fact["kind"], "critical")) for fact in facts)
    assert SEVERITIES.index(finding["severity"]) <= cap
    assert {fact["kind"] for fact in facts} & SUPPORT[finding["kind"]]
    names = {result["columns"][each]["name"] for each in finding["columns"]}
    assert names
    assert names <= {name for fact in facts for name in fact["columns"]}
    assert finding["confidence"] in {"low", "medium", "high"}
    assert finding["title"]
    assert "{" not in finding["title"]
    assert finding["explanation"]
    for name in ("title", "explanation", "suggestion", "hypothesis"):
        check_text(finding[name], result, facts=facts)
    assert not re.search(r"\{F", finding["suggestion"] + finding["hypothesis"])
    check_exhibits(finding)


def check_text(text, result, *, facts):
    """Every reference refers, and between the references stand words alone."""
    for fact, part, column in REFERENCE.findall(text):
        if column:
            assert column in result["columns"], text
        else:
            known = result["facts"][fact]
            assert not part or part in known["more"] or (part in {"since", "until"} and known[part]), text
    words = REFERENCE.sub(" ", text)
    assert "{" not in words, text
    assert "}" not in words, text
    assert not [each for each in words if unicodedata.category(each)[0] in "CN"], text
    assert not ADDRESS.search(words), text
    assert not MARKUP.search(words), text
    assert not CARDINALS.search(words), text
    assert all(ord(each) < 0x250 or each in "“”‘’–—…" for each in words), text
    assert text == " ".join(text.split())
    check_directions(text, result, facts)


def check_directions(text, result, facts):
    """What the plainest words say of up and down is so of some fact of the sentence, or else of the evidence."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        said = set(re.findall(r"[a-z']+", REFERENCE.sub(" ", sentence).lower()))
        if said & {"not", "never", "no", "nor", "neither", "without", "may", "might", "could", "whether", "if", "back"}:
            continue
        cited = [result["facts"][fact] for fact, _, _ in REFERENCE.findall(sentence) if fact]
        signs = {sign_of(fact) for fact in (cited if any(map(sign_of, cited)) else facts)}
        cyclic = any("seasonality" in fact["kind"] or fact["kind"] == "correlation" for fact in [*cited, *facts])
        assert cyclic or not said & UPWARDS or 1 in signs, sentence
        assert cyclic or not said & DOWNWARDS or -1 in signs, sentence


def sign_of(fact):
    if fact["kind"] in {"spike", "dip"}:
        return 1 if fact["kind"] == "spike" else -1
    if fact["kind"] in {"level_shift", "trend", "period_change", "group_difference"}:
        return int(np.sign(fact["value"]))
    return 0


def check_exhibits(finding):
    for exhibit in finding["exhibits"]:
        assert exhibit["fact"] in finding["evidence"]
        chart, rows = exhibit["chart"], exhibit["rows"]
        assert chart or rows
        if chart:
            assert chart["type"] in {"line", "bar", "distribution", "scatter"}
            assert len(chart.get("points", [])) <= 400
            assert len(chart.get("bars", [])) <= 12
            if chart.get("span"):
                first, last = chart["span"]
                assert 0 <= first <= last < len(chart["points"])
        if rows:
            assert len(rows["rows"]) <= 24
            assert all(len(row) == len(rows["columns"]) for row in rows["rows"])
            assert max((len(cell) for row in rows["rows"] for cell in row), default=0) <= 120
            assert all(0 <= at < len(rows["rows"]) for at in rows["marked"])
