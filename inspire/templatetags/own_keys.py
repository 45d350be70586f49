"""Tags for the pages of own keys: lists, tokens and dollars in words."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from byok import money, shapes
from byok.spend import MonthUse

register = template.Library()


@register.filter
def in_words(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: theme generation, trigger generation and text."""
    words = [name[:1].lower() + name[1:] for name in names]
    if len(words) < 2:  # noqa: PLR2004 - a list of one
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


@register.filter
def tokens_of(use: MonthUse) -> int:
    """Return all tokens of a month, in and out."""
    return use.input_tokens + use.output_tokens


@register.filter
def dollars(microdollars: int) -> str:
    """Return millionths of a dollar as a sum, to the cent: $1,234.50."""
    return money.of_microdollars(microdollars)


@register.filter
def without_scheme(address: str) -> str:
    """Return an address as a person reads it, without https://."""
    return address.partition("://")[2] or address


@register.filter
def provider_name(provider: str) -> str:
    """Return a provider's name as people know it."""
    return shapes.SHAPES[provider].label if provider in shapes.SHAPES else provider
