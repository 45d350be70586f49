"""What holds for the whole project: migrations, layers, templates, and nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template

from inspire.env import BASE_DIR

TEMPLATES = BASE_DIR / "templates"
STATIC = BASE_DIR / "static"
OWN_APPS = ("ai_ops", "byok", "connectors", "credits", "inspire", "sandbox", "tenants", "vault")
# What loads something when it stands in a page or a style sheet. A link that people click is no load.
LOADED = re.compile(
    r"""(?:<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?(?:src|srcset|data)
        |<link\b[^>]*?href|@import|url)\s*[=(]?\s*["']?\s*(?:https?:)?//""",
    re.VERBOSE | re.IGNORECASE,
)
INLINE = re.compile(r"""<[^>]+\s(?:style|on[a-z]+)\s*=\s*["']|javascript:""", re.IGNORECASE)
# A script or style element must carry the nonce of its page, or name a file of ours.
UNSIGNED = re.compile(r"<(?:script|style)(?![^>]*(?:nonce=|src=))[^>]*>", re.IGNORECASE)


def names(folder: Path, *endings: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in endings)


def test_the_models_need_no_migration_that_is_not_there(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_layer_is_imported_one_way_only():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [sys.executable, str(lint), "--no-cache"], check=False, cwd=BASE_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_app_of_ours_is_measured_and_layered():
    folders = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")} - {"tests", "bench"}
    assert folders == set(OWN_APPS)
    installed = {config.name for config in apps.get_app_configs()}
    assert folders - {"sandbox"} <= installed


@pytest.mark.parametrize("name", names(TEMPLATES, ".html", ".txt"))
def test_every_template_can_be_read(name):
    assert get_template(name) is not None


@pytest.mark.parametrize("name", names(TEMPLATES, ".html"))
def test_no_template_loads_from_elsewhere_or_writes_style_or_script_inline(name):
    text = (TEMPLATES / name).read_text()
    assert not LOADED.findall(text)
    assert not INLINE.findall(text)
    assert not UNSIGNED.findall(text)


@pytest.mark.parametrize("name", names(STATIC, ".css", ".js", ".svg"))
def test_no_static_file_loads_from_elsewhere(name):
    text = (STATIC / name).read_text().replace("http://www.w3.org/", "")
    assert not LOADED.findall(text)
    assert "//cdn" not in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="https://cdn.example/x.js">', LOADED),
        ("<link rel=stylesheet href=//cdn.example/x.css>", LOADED),
        ("background: url(https://elsewhere.example/x.png)", LOADED),
        ('<p style="color: red">', INLINE),
        ('<button onclick="go()">', INLINE),
        ("<script>go()</script>", UNSIGNED),
    ],
)
def test_the_patterns_find_what_they_are_for(text, found):
    assert found.search(text)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_locked_files_hold_hashes_and_no_address(name):
    text = (BASE_DIR / name).read_text()
    assert "://" not in text
    assert "--hash=sha256:" in text
