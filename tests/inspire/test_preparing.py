"""Commands that work by themselves after `make setup`: tables are made, and the sandbox is there where it is asked."""

import json

import pytest

from inspire.running.ports import free_port
from tests.inspire.copies import a_copy

REQUEST = json.dumps({"description": "A calm harbour café at dusk"})


@pytest.mark.proof
def test_a_theme_is_generated_on_a_fresh_clone_with_nothing_else_running():
    with a_copy() as copy:
        (copy.folder / "request.json").write_text(REQUEST, encoding="utf-8")
        made = copy.manage("demo")
        assert made.returncode == 0, made.stderr
        assert "Preparing the database" in made.stderr
        command = ("generate", "theme", "--tenant", "harbour-cafe", "--input", "request.json", "--inline", "--json")
        done = copy.manage(*command, SANDBOX_PORT=str(free_port()))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["state"] == "succeeded"
        assert "Preparing the database" not in done.stderr
        assert copy.processes() == []
