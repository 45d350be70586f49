"""The style sheet of the fonts names files that are there, for every family."""

import re
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders

from ai_ops.typesetting import fonts

SHEET = Path(__file__).resolve().parents[3] / "static" / "css" / "fonts.css"


def test_the_style_sheet_has_every_family_with_a_file_that_is_served():
    rules = re.findall(r'font-family: "([^"]+)";\s*src: url\("\.\./([^"]+)"\)', SHEET.read_text())
    found = {name: finders.find(unquote(address)) for name, address in rules}
    assert {name: str(path) for name, path in found.items()} == {
        each.name: str(each.path) for each in fonts.all_families()
    }
