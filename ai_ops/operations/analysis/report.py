"""An analysis as a Markdown report, for somebody who has neither the data nor Inspire."""

from collections.abc import Iterator

from django.utils.translation import override

from ai_ops.base import UNKNOWN_ORIGIN, Json, Origin
from ai_ops.charts import amounts, telling
from ai_ops.operations.analysis import presenting, printing
from ai_ops.operations.analysis.markdown import escaped, line, quoting, table, verbatim, words

PAID = {"credits": ", paid with credits", "own_key": ", paid with an own key"}
ADVICE = {"suggestion": "What to do next", "hypothesis": "What may be the cause (a guess)"}
HEADER = ("Fact", "What", "Of", "Value", "When", "More")


def render(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the report: the summary, what was read, each finding with its evidence, and who made it."""
    with override("en-gb"):
        blocks = [f"# {words(name)}", _said(result["summary"], result), *_about(result)]
        for place, finding in enumerate(result["findings"], start=1):
            blocks += _finding(finding, place, result)
        return "\n\n".join([*blocks, "---", _made(origin)]) + "\n"


def _said(text: str, result: Json) -> str:
    return line(printing.prose(text, result, words=escaped, column=verbatim))


def _about(result: Json) -> Iterator[str]:
    """Yield what was asked, which data was read, and how many claims were dropped."""
    source, period = result["source"], result["period"]
    taken = amounts.moment(source["taken_at"])
    lines = [f"- Question: {verbatim(result['question'])}"] if result["question"] else []
    lines += [
        f"- Source: {verbatim(source['name'])}, snapshot {source['number']:,} of {taken} (UTC)",
        f"- Rows analysed: {source['rows']:,}",
    ]
    if period["since"]:
        step = printing.step_of(result)
        since, until = (amounts.moment(period[end], step=step) for end in ("since", "until"))
        lines.append(f"- Period: {since} to {until}, by {verbatim(period['time'])}")
    yield "\n".join([*lines, f"- Findings: {len(result['findings'])}"])
    if result["dropped"]:
        count = len(result["dropped"])
        yield f"{count} {'claim' if count == 1 else 'claims'} dropped: not confirmed by the data."
        yield "\n".join(f"- {quoting(each)}" for each in result["dropped"])


def _finding(finding: Json, place: int, result: Json) -> Iterator[str]:
    facts = [result["facts"][each] for each in finding["evidence"]]
    yield f"## {place}. {words(finding['title'])}"
    yield f"{telling.kind(finding['kind'])} · {finding['severity']} · {finding['confidence']} confidence"
    yield _said(finding["explanation"], result)
    yield table(HEADER, [_row(fact, result) for fact in facts])
    yield "How these were computed:"
    yield "\n".join(f"- {fact['id']}: {' '.join(quoting(each) for each in _how(fact))}" for fact in facts)
    for name, heading in ADVICE.items():
        if finding[name]:
            yield f"{heading}: {_said(finding[name], result)}"


def _row(fact: Json, result: Json) -> Iterator[str]:
    label = printing.label(fact)
    yield fact["id"]
    yield printing.what(fact)
    yield ", ".join(verbatim(name) for name in fact["columns"]) + (f" = {verbatim(label)}" if label else "")
    yield escaped(printing.number(fact, "", result))
    yield telling.when(fact, step=printing.step_of(result)) or printing.UNKNOWN
    yield escaped(printing.more(fact, result)) or printing.UNKNOWN


def _how(fact: Json) -> tuple[str, ...]:
    how: tuple[str, ...] = presenting.resolved(fact)["how"]
    return how


def _made(origin: Origin) -> str:
    model = f" ({words(origin.model)})" if origin.model else ""
    return (
        f"Made with AI{model}{PAID.get(origin.paid_with, '')}. The program computed every number and checked each "
        "claim against the data; the words are the model's."
    )
