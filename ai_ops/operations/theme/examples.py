"""Requests to start from."""

from django.utils.translation import gettext_lazy as _

from ai_ops.base import Example

EXAMPLES = (
    Example(
        _("Harbour café at dusk"),
        {
            "description": "A calm harbour café at dusk: deep water, warm lamps, weathered wood.",
            "brand_colours": [{"hex": "#0E7C86", "locked": True}],
            "mode": "both",
            "density": "regular",
            "viewing_distance_m": 3,
        },
    ),
    Example(
        _("Hospital waiting room"),
        {
            "description": "A reassuring waiting room in a children's hospital: soft greens, plain, easy to read.",
            "mode": "light",
            "density": "roomy",
            "viewing_distance_m": 5,
        },
    ),
    Example(
        _("Factory floor board"),
        {
            "description": "A production board above a noisy factory floor: steel greys, safety yellow, urgent red.",
            "mode": "dark",
            "density": "roomy",
            "viewing_distance_m": 12,
        },
    ),
    Example(
        _("Trading desk"),
        {
            "description": "A dense trading desk at night: near-black, cool blues, figures first.",
            "mode": "dark",
            "density": "compact",
            "viewing_distance_m": 0.5,
        },
    ),
    Example(
        _("Village bakery"),
        {
            "description": "A village bakery on a Sunday morning: flour, honey, crust and cornflowers.",
            "brand_colours": [{"hex": "#B4532A", "locked": False}],
            "mode": "light",
            "density": "regular",
            "viewing_distance_m": 2,
        },
    ),
    Example(
        _("University library"),
        {
            "description": "A quiet university library: oak, bottle green, brass, old paper.",
            "mode": "both",
            "density": "compact",
            "viewing_distance_m": 1.5,
        },
    ),
)
