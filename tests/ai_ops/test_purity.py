"""What import-linter cannot say: which part of Django is pure, and who writes the ledger's tables."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    *("operations", "charts", "colour", "facts", "formula", "prose", "rules"),
    *("typesetting", "drawing", "components", "layouts"),
)
PURE = sorted(path for part in PACKAGES for path in (ROOT / "ai_ops" / part).rglob("*.py"))
APPS = {"ai_ops", "connectors"}
OURS = [
    path
    for app in ("ai_ops", "byok", "connectors", "credits", "inspire", "tenants", "vault")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
ALLOWED = (
    "pydantic",
    "coloraide",
    "babel",
    "lark",
    "PIL",
    "regex",
    "numpy",
    "polars",
    "uharfbuzz",
    "segno",
    "python_calamine",
    "django.utils",
    "django.core.exceptions",
    "ai_ops.base",
    "ai_ops.own_files",
    "ai_ops.registry",
    "ai_ops.charts",
    "ai_ops.colour",
    "ai_ops.facts",
    "ai_ops.prose",
    "ai_ops.rules",
    "ai_ops.formula",
    "ai_ops.typesetting",
    "ai_ops.drawing",
    "ai_ops.components",
    "ai_ops.layouts",
    "connectors.errors",
    "connectors.frames",
    "connectors.kinds",
    "connectors.naming",
    "ai_ops.images",
    "ai_ops.operations",
)
LEDGER_TABLES = {"Period", "Entry", "Rollup"}
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "delete", "save", "bulk_update"}


def imports_of(path: Path) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = node.module or ""
            modules |= {f"{package}.{alias.name}" for alias in node.names} if package in APPS else {package}
    return modules


def is_pure(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in sys.stdlib_module_names or any(
        module == allowed or module.startswith(f"{allowed}.") for allowed in ALLOWED
    )


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_operation_imports_only_what_is_pure(path):
    assert [module for module in imports_of(path) if not is_pure(module)] == []


@pytest.mark.parametrize("module", ["django.db.models", "celery", "ai_ops.models", "credits.ledger", "httpx2"])
def test_what_touches_the_world_is_not_pure(module):
    assert not is_pure(module)


def ledger_writes(source: str) -> list[str]:
    """Return the calls in a source that write a table of the ledger, through Django or in SQL."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            names = {each.id for each in ast.walk(node.func) if isinstance(each, ast.Name)}
            relations = {each.attr for each in ast.walk(node.func) if isinstance(each, ast.Attribute)}
            if names & LEDGER_TABLES or relations & {"periods", "entries", "rollups"}:
                found.append(ast.unparse(node.func))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            sql = " ".join(node.value.lower().split())
            tables = [f"credits_{table.lower()}" for table in LEDGER_TABLES]
            found += [
                f"{verb} {table}"
                for table in tables
                for verb in ("insert into", "update", "delete from")
                if f"{verb} {table}" in sql
            ]
    return found


def test_only_the_ledger_moves_credits():
    others = [path for path in OURS if path != ROOT / "credits" / "ledger.py"]
    writers = {str(path.relative_to(ROOT)): ledger_writes(path.read_text()) for path in others}
    assert {path: calls for path, calls in writers.items() if calls} == {}


@pytest.mark.parametrize(
    "source",
    [
        "Entry.objects.create(credits=1)",
        "Period.objects.filter(id=1).update(used=0)",
        "account.periods.update(used=0)",
        "cursor.execute('UPDATE credits_period SET used = 0')",
    ],
)
def test_a_write_past_the_ledger_would_be_seen(source):
    assert ledger_writes(source)
