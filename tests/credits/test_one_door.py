"""Only credits/ledger.py moves credits: the rest of the product neither calls the functions nor writes the rows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ai_ops", "credits", "inspire", "tenants", "vault")
FUNCTIONS = re.compile(r"credits_(reserve|close|settle|void|adjust|change_plan|open_\w+)\b")
ROWS = r"(?<!class )\b(Entry|Period|Rollup)"
VERBS = r"(a?(bulk_)?(create|update)|a?(get|update)_or_create|a?delete|save)"
WRITES = re.compile(rf"{ROWS}(\(|\.objects\b.*\.{VERBS}\()")
DOORS = {"credits/ledger.py"}


def product_files() -> list[Path]:
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    assert len(files) > 50
    return files


def culprits(pattern: re.Pattern[str]) -> list[str]:
    names = {path: str(path.relative_to(ROOT)) for path in product_files()}
    return [name for path, name in names.items() if name not in DOORS and pattern.search(path.read_text())]


def test_only_the_ledger_calls_the_functions_that_move_credits():
    assert culprits(FUNCTIONS) == []


def test_only_the_ledger_writes_its_rows():
    assert culprits(WRITES) == []


@pytest.mark.parametrize(
    "line",
    [
        "Entry.objects.create(",
        "return Period(account=a)",
        "Rollup.objects.filter(period=p).update(",
        "Period.objects.bulk_create(",
        "Entry.objects.all().delete()",
    ],
)
def test_a_write_past_the_ledger_would_be_seen(line):
    assert WRITES.search(line)


@pytest.mark.parametrize("line", ["class Period(models.Model):", "Entry.objects.filter(kind=k)", "@register(Period)"])
def test_a_read_is_no_write(line):
    assert not WRITES.search(line)
