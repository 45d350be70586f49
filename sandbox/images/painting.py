"""Paint a real image from a prompt: the same for the same prompt, another for another."""

from random import Random

from PIL import Image

from sandbox.images import scenes, tints
from sandbox.images.canvas import Canvas
from sandbox.images.scenes import Scene
from sandbox.images.tints import Tints

WATER = """
harbour harbor port marina dock pier quay sea ocean boat boats ship ships lake coast beach fishing sailing water
river island lighthouse ferry
"""
TABLE = """
vegetable vegetables fruit fruits food menu coffee cafe cake bread bakery dish table autumn breakfast lunch dinner
pizza soup salad flower flowers kitchen
"""
CITY = """
city skyline street building buildings tower towers office lobby hotel station airport shop architecture night
"""
WORDS: tuple[tuple[Scene, str], ...] = (
    (scenes.paper, "abstract paper wave waves layers background texture pattern silk"),
    (scenes.water, WATER),
    (scenes.table, TABLE),
    (scenes.forest, "forest tree trees wood woods fir pine garden park plants christmas jungle"),
    (scenes.city, CITY),
    (scenes.hills, "mountain mountains hill hills valley landscape desert sunrise sunset alps vineyard field fields"),
    (scenes.shapes, "geometric shapes circles modern minimal technology digital data geometry"),
)
ANYTHING = (scenes.paper, scenes.hills, scenes.shapes)


def paint(prompt: str, size: tuple[int, int], *, number: int = 0) -> Image.Image:
    """Return an RGB image of `size` (width, height in pixels); `number` varies images of one request."""
    words = tints.words_of(prompt)
    canvas = Canvas(size)
    scene = _scene(words.words) or ANYTHING[words.number("scene", len(ANYTHING))]
    scene(canvas, Tints.of(words, prompt), Random(f"{prompt}\n{number}"))  # noqa: S311 - a picture, not a secret
    return canvas.image


def _scene(words: tuple[str, ...]) -> Scene | None:
    """Return the scene that most words name, the first one among equals."""
    counts = [(sum(word in known.split() for word in words), scene) for scene, known in WORDS]
    most = max(count for count, _ in counts)
    return next(scene for count, scene in counts if count == most) if most else None
