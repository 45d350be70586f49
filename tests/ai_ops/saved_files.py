"""Contents of saved items of each kind, and files of them, for the tests of the library."""

import base64
import io
import json
from functools import cache
from random import Random
from typing import Any

from PIL import Image

from ai_ops import registry
from ai_ops.base import Origin
from ai_ops.operations.analysis import review
from ai_ops.operations.analysis.inputs import AnalysisInput
from tests.ai_ops.analysis.drafts import GOOD, document, parsed
from tests.ai_ops.analysis.tables import case
from tests.ai_ops.theme.drafts import LIGHT, theme

TEXT = {
    "variants": [{"text": "Sales {{value}}", "length": 15}, {"text": "Sold {{value}}", "length": 14}],
    "source": "Total sales: {{value}}",
    "mode": "shorten",
    "max_chars": 40,
    "chosen": 1,
}


PLACED = [
    {
        "id": "heading",
        "component": "heading",
        "x": 0,
        "y": 0,
        "w": 32,
        "h": 4,
        "title": "Harbour",
        "rationale": "",
        "bindings": [
            {"input": "text", "source": "literal", "value": "Harbour figures", "aggregate": "none", "format": ""}
        ],
    }
]
LAYOUT = {
    "name": "Harbour figures",
    "rationale": "",
    "canvas": {"columns": 32, "rows": 18},
    "background": "background",
    "theme": None,
    "look": None,
    "sources": [{"slug": "sales", "name": "Sales", "number": 1}],
    "placements": PLACED,
    "coverage": 22.2,
    "baseline": PLACED,
}


@cache
def picture(size: tuple[int, int] = (64, 48), form: str = "PNG") -> str:
    """Return a picture of noise as base64."""
    file = io.BytesIO()
    Image.frombytes("RGB", size, Random(7).randbytes(3 * size[0] * size[1])).save(file, form)
    return base64.b64encode(file.getvalue()).decode()


def analysis_of(name: str) -> Any:
    on = case(GOOD[name]["table"])
    made = review.reviewed(
        parsed(document(on, GOOD[name])),
        on.prepared,
        frame=on.table.frame,
        inputs=AnalysisInput(source="data"),
        source=on.source,
    )
    assert made.result
    return json.loads(json.dumps(made.result))


def image(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Harbour",
        "prompt": "Boats",
        "revised_prompt": "",
        "alt_text": "Boats in a harbour",
        "width": 64,
        "height": 48,
        "shape": "landscape",
        "file": picture(),
    } | changes


def content_of(kind: str) -> Any:
    """Return fresh content of a kind, as JSON."""
    return json.loads(_text_of(kind))


@cache
def _text_of(kind: str) -> str:
    makers = {
        "theme": lambda: theme(LIGHT, mode="both", brand_colours=[{"hex": "#0E7C86", "locked": True}]),
        "text": lambda: TEXT,
        "content": lambda: LAYOUT,
        "image": image,
        "analysis": lambda: analysis_of("calls"),
    }
    return json.dumps(makers[kind]())


KINDS = ("theme", "content", "text", "image", "analysis")


def file_of(kind: str, name: str = "Dusk", *, body: Any = None, **changes: Any) -> bytes:
    """Return a file of our own, as its operation writes it, with changes around its content."""
    export = next(each for each in registry.get(kind).exports if each.slug == "inspire")
    written = json.loads(
        str(export.render(content_of(kind) if body is None else body, name, Origin("claude-haiku-5-5")))
    )
    return json.dumps(written | changes).encode()
