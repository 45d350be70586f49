"""What a key looks like: its prefixes, its mask, and what is wrong with what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from byok.errors import KeyShapeError

SHORTEST: Final = 20
LONGEST: Final = 500
SHOWN_AT_END: Final = 4
HIDDEN: Final = "…"
MASKING: Final = ("…", "...", "•", "*", "●")
QUOTES: Final = "\"'`“”‘’«»„"


@dataclass(frozen=True, slots=True)
class Shape:
    """How one provider's keys look. Lengths vary, so prefixes alone decide."""

    label: str
    prefix: str
    admin_prefixes: tuple[str, ...]
    sandbox_prefix: str
    keys_url: str


SHAPES: Final[Mapping[str, Shape]] = {
    "anthropic": Shape(
        "Anthropic",
        "sk-ant-",
        ("sk-ant-admin", "sk-ant-api01-"),
        "sk-ant-sandbox-",
        "https://platform.claude.com/settings/keys",
    ),
    "openai": Shape("OpenAI", "sk-", ("sk-admin-",), "sk-sandbox-", "https://platform.openai.com/api-keys"),
}


def is_sandbox(provider: str, secret: str) -> bool:
    """Return whether a key is one of the sandbox's, which are for local mode."""
    return secret.startswith(SHAPES[provider].sandbox_prefix)


def mask_of(provider: str, secret: str) -> str:
    """Return what may be shown of a key: its provider's prefix and its last four characters."""
    shape = SHAPES[provider]
    shown = shape.sandbox_prefix if is_sandbox(provider, secret) else shape.prefix
    return f"{shown}{HIDDEN}{secret[-SHOWN_AT_END:]}"


def check(provider: str, typed: str, *, is_local: bool) -> str:
    """Return the key that was typed. Raises KeyShapeError with a sentence for what it is instead.

    Nothing is mended in silence: a key that was cut or padded on the way is better pasted again.
    """
    shape = SHAPES[provider]
    for is_wrong, sentence in (*_wrong_paste(typed, shape), *_wrong_key(provider, typed, is_local=is_local)):
        if is_wrong:
            raise KeyShapeError(str(sentence) % {"provider": shape.label, "prefix": shape.prefix})
    return typed


type Trial = tuple[bool, str | Promise]


def _wrong_paste(typed: str, shape: Shape) -> tuple[Trial, ...]:
    """Return what can go wrong on the way from the provider's page to ours."""
    bare = typed.strip()
    return (
        (not bare, _("Paste your %(provider)s key here.")),
        (
            any(sign in bare for sign in MASKING),
            _(
                "This is a key's mask, not the key. %(provider)s shows a key in full only once, when it is made: "
                "paste it from where you keep it, or make a new one."
            ),
        ),
        (
            len(f"|{typed}|".splitlines()) > 1,
            _("There is a line break in what you pasted. Paste the key alone, in one line."),
        ),
        (bare != typed, _("There is a space before or after the key. Paste it again without it.")),
        (
            typed[0] in QUOTES or typed[-1] in QUOTES,
            _("There are quotation marks around the key. Paste what is between them."),
        )
        if typed
        else (False, ""),
        (
            "=" in typed or typed.lower().startswith("bearer"),
            _("There is more than the key in what you pasted. Paste the key alone, from %(prefix)s on."),
        ),
        (
            any(not each.isascii() or not each.isprintable() or each == " " for each in typed),
            _("There are spaces or signs in it that no key has. Paste the key again, from %(prefix)s to its end."),
        ),
    )


def _wrong_key(provider: str, typed: str, *, is_local: bool) -> tuple[Trial, ...]:
    """Return what a clean key can be instead of an ordinary one of this provider."""
    shape = SHAPES[provider]
    other = next(SHAPES[each] for each in SHAPES if each != provider)
    is_demo = any(is_sandbox(each, typed) for each in SHAPES)
    return (
        (
            any(typed.startswith(each.admin_prefixes) for each in SHAPES.values()),
            _(
                "This is an admin key: it manages an organisation and cannot run anything. "
                "Make an ordinary API key at %(provider)s and paste that."
            ),
        ),
        (
            provider_of(typed) == next(each for each in SHAPES if SHAPES[each] is other),
            _("This is a key of {other}. Enter it on the {other} card; this one takes keys of %(provider)s.").format(
                other=other.label
            ),
        ),
        (
            is_demo and not is_local,
            _("This is a demo key, which works in local mode alone. Make a key at %(provider)s and paste that."),
        ),
        (
            not typed.startswith(shape.prefix),
            _("Keys of %(provider)s begin with %(prefix)s, and this does not. Paste the whole key."),
        ),
        (
            not is_demo and len(typed) < SHORTEST,
            _("This is too short for a key of %(provider)s: its end is missing. Paste the whole key."),
        ),
        (
            len(typed) > LONGEST,
            _("This is too long for a key of %(provider)s. Paste the key alone."),
        ),
    )


def provider_of(typed: str) -> str | None:
    """Return whose key this looks like: the longest prefix says it, since OpenAI's begins Anthropic's."""
    fits = [name for name, shape in SHAPES.items() if typed.startswith(shape.prefix)]
    return max(fits, key=lambda name: len(SHAPES[name].prefix), default=None)
