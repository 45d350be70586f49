"""docs/settings.md and the code say the same."""

import ast
import re
from functools import cache

import pytest

from inspire.env import BASE_DIR

FILES = ("inspire/settings.py", "inspire/env.py")
READERS = {"str", "int", "bool", "list", "secret", "web_address", "database", "mail", "storage", "get"}
SECRETS = {"secret", "database", "mail", "storage"}
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


@cache
def read_by_the_code() -> dict[str, ast.Call]:
    """Return every call that reads a setting by its name."""
    calls = [
        node
        for file in FILES
        for node in ast.walk(ast.parse((BASE_DIR / file).read_text()))
        if isinstance(node, ast.Call) and name_of(node) in READERS and node.args
    ]
    named = {value: call for call in calls if isinstance(value := getattr(call.args[0], "value", None), str)}
    return {name: call for name, call in named.items() if re.fullmatch(r"[A-Z][A-Z_]+", name)}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@cache
def in_the_reference() -> dict[str, tuple[str, str]]:
    text = (BASE_DIR / "docs" / "settings.md").read_text()
    return {name: (default, meaning) for name, default, meaning in ROW.findall(text)}


def constants_of_default(call: ast.Call) -> list[str]:
    """Return the literal values in a setting's default, as the reference writes them."""
    default = next((each.value for each in call.keywords if each.arg == "default"), None)
    default = default or (call.args[1] if len(call.args) > 1 else None)
    nodes = [node.value for node in ast.walk(default) if isinstance(node, ast.Constant)] if default else []
    return [str(value) for value in nodes if str(value)]


def test_every_setting_that_the_code_reads_stands_in_the_reference():
    assert set(read_by_the_code()) - set(in_the_reference()) == set()


def test_the_reference_names_no_setting_that_the_code_does_not_read():
    assert set(in_the_reference()) - set(read_by_the_code()) == set()


@pytest.mark.parametrize("name", sorted(read_by_the_code()))
def test_the_reference_gives_the_default_of_the_code(name):
    default, _meaning = in_the_reference()[name]
    assert [each for each in constants_of_default(read_by_the_code()[name]) if each not in default] == []


@pytest.mark.parametrize("name", sorted(read_by_the_code()))
def test_the_reference_marks_what_may_come_from_a_file(name):
    _default, meaning = in_the_reference()[name]
    assert ("*file*" in meaning) == (name_of(read_by_the_code()[name]) in SECRETS)
