"""The tables of docs/rules.md."""

from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


def table(name):
    """Return the header and the rows between two marks."""
    text = DOCUMENT.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split("<!-- end -->")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    return rows[0], rows[2:]


def diagram():
    """Return the lines of the timing diagram by what stands before them."""
    block = DOCUMENT.read_text(encoding="utf-8").split("```")[1]
    return {line[:23].strip(): line[23:].split() for line in block.splitlines() if line.strip()}
