"""One new module and one template are a working operation: no migration, no other edit."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ai_ops import books
from tests.faults.conftest import database_url

ROOT = Path(__file__).resolve().parents[2]

OPERATION = '''"""Verse from a mood."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ai_ops.base import Json, Operation, Review, TextRequest
from ai_ops.registry import register


class VerseInput(BaseModel):
    """What a verse is about."""

    model_config = ConfigDict(extra="forbid")

    mood: str = Field(min_length=3, max_length=200)


class VerseDraft(BaseModel):
    """What the model writes: shapes that no other operation has."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, max_length=60)
    lines: list[str] = Field(min_length=1, max_length=5)
    metre: Literal["iambic", "free"]
    syllables: int = Field(ge=1, le=30)
    is_rhymed: bool


@register
class Verse(Operation):
    """A short verse from a mood."""

    slug = "verse"
    label = "Verse generation"
    credits = 3
    provider = "anthropic"
    input_model = VerseInput
    output_model = VerseDraft
    prompt_version = "verse-1"

    def build_request(self, inputs: Any, context: Json) -> TextRequest:
        """Ask for a verse."""
        return TextRequest(system="You write verse.", prompt=f"A verse: {inputs.mood}", schema=self.schema())

    def review(self, draft: Any, inputs: Any, context: Json) -> Review:
        """Take every verse that has lines."""
        return Review(result=draft.model_dump(mode="json"))

    def read_form(self, data: Any) -> Json:
        """Read the mood."""
        return {"mood": data.get("mood", "")}
'''

TEMPLATE = """{% partialdef form %}<label>Mood <input name="mood" data-verse-form></label>{% endpartialdef %}
{% partialdef result %}<p data-verse-result>{{ result.title }}</p>{% endpartialdef %}
"""

USE = """
import io, json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from tenants.models import User

email, tenant = sys.argv[1:]
call_command("makemigrations", check_changes=True, dry_run=True)
sys.stdin, out = io.StringIO('{"mood": "a calm harbour"}'), io.StringIO()
try:
    call_command("generate", "verse", tenant=tenant, input="-", inline=True, json=True, stdout=out)
except SystemExit as end:
    assert not end.code, out.getvalue()
document = json.loads(out.getvalue())
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
pages = []
for address in ("/ai/", "/ai/verse/", f"/ai/runs/{document['id']}/"):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    pages.append(answer.content.decode())
print(json.dumps([document, *pages]))
"""


@pytest.fixture
def run_there(transactional_db, sandbox, tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs Python in a copy of the project that has a seventh operation."""
    tree = tmp_path / "project"
    for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    (tree / "ai_ops" / "operations" / "verse.py").write_text(OPERATION)
    (tree / "templates" / "ai_ops" / "operations" / "verse.html").write_text(TEMPLATE)
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "SANDBOX_URL": sandbox.url,
        "DJANGO_SETTINGS_MODULE": "inspire.settings",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tree,
            env=environment,
            text=True,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run


def test_one_file_and_one_template_are_a_working_operation(tenant, designer, run_there):
    done = run_there("-c", USE, designer.email, tenant.slug)
    assert done.returncode == 0, done.stdout + done.stderr
    document, home, form, run = json.loads(done.stdout.splitlines()[-1])
    assert (document["state"], document["credits"]) == ("succeeded", 3)
    assert set(document["result"]) == {"title", "lines", "metre", "syllables", "is_rhymed"}
    assert books.used_and_held(tenant) == (3, 0)
    assert "Verse generation" in home
    assert "data-verse-form" in form
    assert "data-verse-result" in run
    assert document["result"]["title"] in run
