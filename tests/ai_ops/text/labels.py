"""Two hundred labels as people write them, with none to four placeholders, always the same."""

from itertools import cycle
from random import Random
from typing import Any

FIELDS = (
    "{{value}}", "{sales.north.revenue}", "{site.name}", "{queue.minutes}", "{weather.temp-now}", "{{ value }}",
    "{tour.next.starts}", "{küche.gericht}", "{{value | money}}", "{a.b.c.d}",
)  # fmt: skip
SHAPES = (
    "Fresh coffee, all day long",
    "Total sales of the harbour branch today: @",
    "Queue time is currently @ minutes.",
    "Welcome to @, dear guests",
    "Next departure from platform @ at @",
    "@ of @ seats are available",
    "Now showing in room @: @, please be quiet",
    "Temperature outside @ degrees, inside @ degrees, water @ degrees",
    "From @ to @ – the price is @ for @ people",
    "Open 24/7 – free Wi-Fi",
    "Happy hour from 5pm to 7pm: 2 drinks for €9,50",
    "Our 3-course menu: soup, fish & a dessert",
    "Don't miss today's special: @",
    "Please wait here until your number @ is called",
    "Heute geöffnet bis 18:30 Uhr",
    "Le café est fermé aujourd'hui, merci",
    "Croeso i bawb – @ ymwelydd heddiw",
    "Visit harbour-cafe.example for the menu",
    "Sold out ☕ back tomorrow",
    "Family day 👩‍👩‍👧 on Sunday, bring your friends",
    "@ | @ | @ | @",
    "Sales: @ (target @)",
    "Departures",
    "The lift is out of order, please use the stairs near @",
    "Kids eat free, e.g. pasta or pizza",
)


def labels(count: int = 200) -> list[str]:
    """Return the labels; a shape that comes again has other placeholders and an ending of its own."""
    random = Random(3)
    endings = cycle(("", ".", " today", ", thank you", "!", " – enjoy", " at the harbour"))
    made: dict[str, None] = {}
    while len(made) < count:
        shape = SHAPES[random.randrange(len(SHAPES))] + next(endings)
        while "@" in shape:
            shape = shape.replace("@", random.choice(FIELDS), 1)
        made[shape] = None
    return list(made)


LABELS = labels()
MODES = ("generate", "rewrite", "shorten", "expand", "fix", "translate", "tone")
TONES = ("neutral", "friendly", "formal", "playful", "urgent", "plain")
LANGUAGES = ("cy", "de", "fr", "es", "it", "nl")


def request(label: str, mode: str) -> dict[str, Any]:
    """Return the inputs of a request for a label, always the same."""
    random = Random(f"{label}{mode}")
    asked: dict[str, Any] = {
        "mode": mode,
        "source": label,
        "max_chars": 300 if mode == "expand" else random.choice((120, 200, 300)),
        "variants": 3,
    }
    if mode == "generate":
        asked["instruction"] = "Invite guests to enjoy the view from the terrace"
    if mode == "tone":
        asked["tone"] = random.choice(TONES)
    return asked | ({"language": random.choice(LANGUAGES)} if mode == "translate" else {})
