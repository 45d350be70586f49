import ast
import sys
from pathlib import Path

import pytest

import sandbox

SOURCES = sorted(Path(sandbox.__file__).parent.rglob("*.py"))
ALLOWED = {"sandbox", "coloraide", "PIL", *sys.stdlib_module_names}


def imported_by(source):
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_sandbox_imports_itself_the_standard_library_coloraide_and_pillow_only(source):
    assert {name.partition(".")[0] for name in imported_by(source)} <= ALLOWED


def test_the_sandbox_has_sources_to_look_at():
    assert len(SOURCES) > 10
