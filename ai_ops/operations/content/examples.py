"""Briefs to start from."""

from django.utils.translation import gettext_lazy as _

from ai_ops.base import Example

EXAMPLES = (
    Example(
        _("Weather in the lobby"),
        {"brief": "The weather at a glance for everybody who passes our lobby: today first, then how the year goes."},
    ),
    Example(
        _("Figures for the team"),
        {"brief": "A board for the Monday meeting: the figures that matter now, how they got there, and the details."},
    ),
    Example(
        _("One number, very large"),
        {"brief": "One figure that can be read from across the hall, and a line with its past.", "max_components": 3},
    ),
    Example(
        _("Beside the escalator"),
        {"brief": "An upright screen that people see for three seconds: few things, large.", "canvas": "portrait"},
    ),
    Example(
        _("Everything, in detail"),
        {"brief": "A control room: all measures side by side, with charts, shares and the latest rows.",
         "max_components": 12},
    ),
)  # fmt: skip
