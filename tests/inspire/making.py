"""Inputs for one run of each operation, for the tests of pages."""

from typing import Any

LABEL = "Total sales of the harbour branch today: {{value}}"
INPUTS: dict[str, dict[str, Any]] = {
    "theme": {"description": "A calm harbour café at dusk", "mode": "light"},
    "image": {"prompt": "Fishing boats in a calm harbour at dusk"},
    "text": {"mode": "shorten", "source": LABEL, "max_chars": 40},
}
