"""Say the same in another tone: openers, closers and words of each."""

from collections.abc import Iterator

from sandbox.answers.texts import openers, rewriting
from sandbox.answers.texts.wish import Wish, lowered, raised, swap

BEFORE = {
    "friendly": ("Good news:", "Just so you know,", "Lovely to have you here –", "A little hello:"),
    "formal": ("Please note:", "For your attention:", "Kindly be advised:", "Notice:"),
    "playful": ("Psst!", "Ta-da!", "Guess what?", "Hooray:"),
    "urgent": ("Attention:", "Act now:", "Important:", "Without delay:"),
    "plain": ("In short:", "Simply put:", "Note:"),
    "neutral": ("Note:", "For information:", "Status:"),
}
AFTER = {
    "friendly": ("thanks for waiting with us", "enjoy your day", "so nice that you are here"),
    "formal": ("thank you for your attention", "we thank you for your understanding"),
    "playful": ("how about that", "woohoo", "easy peasy"),
    "urgent": ("please act at once", "do not wait"),
    "plain": ("that is all",),
    "neutral": ("for your information",),
}
WORDS = {
    "friendly": {
        "is currently": "is about",
        "customers": "friends",
        "visitors": "lovely guests",
        "please": "do",
        "wait": "wait a moment",
        "welcome": "so glad you are here",
    },
    "formal": {
        "hi": "good day",
        "thanks": "thank you",
        "is currently": "is at present",
        "get": "obtain",
        "buy": "purchase",
        "don't": "do not",
        "can't": "cannot",
        "kids": "children",
        "start": "commence",
    },
    "playful": {
        "wait": "hang on",
        "coffee": "cuppa",
        "queue time": "queue o'clock",
        "is currently": "is a cheeky",
        "great": "super-duper",
        "welcome": "come on in",
    },
    "urgent": {
        "soon": "now",
        "please": "please now",
        "today": "today only",
        "is currently": "is now",
        "open": "open now",
    },
    "plain": {
        "purchase": "buy",
        "commence": "start",
        "obtain": "get",
        "is currently": "is",
        "approximately": "about",
        "assist": "help",
    },
    "neutral": {
        "amazing": "good",
        "fantastic": "good",
        "great": "good",
        "is currently": "is",
    },
}


def candidates(wish: Wish) -> Iterator[str]:
    """Yield texts in the tone, beginning where the request decides."""
    if not openers.is_english(wish.language):
        yield from rewriting.candidates(wish)
        return
    swapped = raised(swap(wish.source, WORDS.get(wish.tone, {})))
    before = BEFORE.get(wish.tone, BEFORE["neutral"])
    start = wish.prompt.number("tone", len(before))
    for opener in before[start:] + before[:start]:
        yield f"{opener} {raised(swapped) if opener.endswith(('!', '?')) else lowered(swapped)}"
    for closer in AFTER.get(wish.tone, ()):
        yield f"{swapped.rstrip('.!')} – {closer}{'!' if wish.tone in ('playful', 'urgent') else ''}"
    yield swapped
