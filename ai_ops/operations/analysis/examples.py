"""Questions to start from."""

from django.utils.translation import gettext_lazy as _

from ai_ops.base import Example

EXAMPLES = (
    Example(_("What changed lately?"), {"question": "What changed most recently, and is it likely to last?"}),
    Example(_("What is unusual?"), {"question": "Which values are unusual, and when were they?"}),
    Example(_("What goes together?"), {"question": "Which columns move together, and which in opposite directions?"}),
    Example(_("Is the data sound?"), {"question": "What is missing, repeated or stuck in this data?"}),
    Example(_("What should I watch?"), {"question": "What deserves an alert on a screen, and why?"}),
)
