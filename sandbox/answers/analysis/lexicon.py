"""All that can be said, by the kind of a fact and its sign."""

from sandbox.answers.analysis.changes import CHANGES
from sandbox.answers.analysis.phrases import Phrases
from sandbox.answers.analysis.quality import QUALITY
from sandbox.answers.analysis.shapes import SHAPES

PHRASES = CHANGES | QUALITY | SHAPES


def phrases_of(kind: str, sign: int) -> Phrases | None:
    """Return how a fact of a kind and sign is said, or None where nothing fits."""
    known = PHRASES.get(kind, {})
    return known.get(sign) or known.get(0)
