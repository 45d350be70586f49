"""The pages for readers name what the code has."""

import re
from itertools import chain

import pytest

from ai_ops.models import State
from credits.models import Funding, Kind
from inspire.env import BASE_DIR
from tenants.models import Role

GLOSSARY = set(re.findall(r"^\| ([^|]+?) \|", (BASE_DIR / "docs" / "glossary.md").read_text(), re.MULTILINE))
DOCUMENTS = sorted(
    str(path.relative_to(BASE_DIR)) for path in chain(BASE_DIR.glob("*.md"), BASE_DIR.glob("docs/**/*.md"))
)
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
TARGETS = set(re.findall(r"^([a-z-]+):", (BASE_DIR / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("word", [*Kind.values, *State.values, *Funding.values, *Role.values])
def test_the_glossary_has_every_kind_state_funding_and_role(word):
    assert f"`{word}`" in GLOSSARY


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_finds_it(document):
    folder = (BASE_DIR / document).parent
    assert [link for link in LINK.findall((BASE_DIR / document).read_text()) if not (folder / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_page_names_is_there(document):
    named = re.findall(
        r"(?:`|^ {4}|\] )(?:\w+=\S+ )*make ([a-z][a-z-]*)", (BASE_DIR / document).read_text(), re.MULTILINE
    )
    assert set(named) - TARGETS == set()


def test_decisions_are_numbered_once_each():
    numbers = [path.name[:4] for path in (BASE_DIR / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers))
