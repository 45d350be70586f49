"""How an own key's condition is shown: a tone, an icon and words, since colour alone tells nobody."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ai_ops import own_key_words
from byok import keys, shapes
from byok.models import KeyState, ProviderKey

type Text = str | Promise

DEMO: Final = "demo"
"""The condition of a demo key outside local mode, where it works nowhere."""
BLOCKED: Final = _("New runs on it are refused before anything is sent, and nothing falls back to credits.")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a condition is called on a card and, short, in the header; with a title where something is to be done."""

    tone: str
    icon: str
    words: Text
    short: Text
    title: Text = ""
    meaning: Text = ""


PAUSED: Final = Sign("", "pause", _("Paused"), _("paused, on credits"))
SIGNS: Final[dict[str, Sign]] = {
    KeyState.ACTIVE: Sign("success", "check", _("Active (BYOK)"), _("own key")),
    KeyState.UNCHECKED: Sign(
        "info",
        "clock",
        _("Could not be checked"),
        _("own key, unchecked"),
        meaning=_("Runs use it meanwhile, and it is checked again by itself."),
    ),
    KeyState.LIMITED: Sign(
        "warning",
        "warning",
        _("Out of money"),
        _("own key out of money"),
        _("Your own %(provider)s account is out of money or over its spend limit, so runs on its key fail."),
        _("They take no credits, and nothing falls back to credits."),
    ),
    KeyState.REFUSED: Sign(
        "danger",
        "danger",
        _("Refused"),
        _("own key refused"),
        _("%(provider)s refuses your own key %(mask)s."),
        BLOCKED,
    ),
    KeyState.UNREADABLE: Sign(
        "danger",
        "lock",
        _("Enter it again"),
        _("own key unreadable"),
        _("Your own %(provider)s key %(mask)s can no longer be read on this server."),
        BLOCKED,
    ),
    DEMO: Sign(
        "danger",
        "danger",
        _("Demo key"),
        _("demo key"),
        _("Your own %(provider)s key %(mask)s is a demo key, which works in local mode alone."),
        BLOCKED,
    ),
}
CODES: Final = {KeyState.UNREADABLE: "own_key_unreadable", DEMO: "own_key_is_demo"}
"""What is wrong with keys whose condition is found here, and not told by the provider."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An own key with its condition, as pages show it. `state` is a KeyState or DEMO."""

    key: ProviderKey
    state: str

    @property
    def label(self) -> str:
        """Return the provider's name."""
        return shapes.SHAPES[self.key.provider].label

    @property
    def sign(self) -> Sign:
        """Return the condition's sign, whether the key is paused or not."""
        return SIGNS[self.state]

    @property
    def in_short(self) -> Sign:
        """Return the one sign of the header: a pause comes first, for runs do not meet the key's trouble."""
        return PAUSED if self.key.is_paused else self.sign

    @property
    def title(self) -> str:
        """Return what stands in the way of runs, in a sentence, or an empty text."""
        return str(self.sign.title) % {"provider": self.label, "mask": self.key.mask}

    @property
    def why(self) -> str:
        """Return why the key is so and what mends it, or an empty text for a healthy one."""
        return own_key_words.why(self.state, CODES.get(self.state, self.key.error_code), provider=self.key.provider)

    @property
    def is_alarming(self) -> bool:
        """Return whether admins should do something: runs meet the trouble."""
        return bool(self.sign.title) and not self.key.is_paused

    @property
    def needs_another(self) -> bool:
        """Return whether only entering a key mends it."""
        return self.state in (KeyState.REFUSED, KeyState.UNREADABLE, DEMO)


def show(key: ProviderKey) -> Shown:
    """Return a key with its condition. No secret is opened."""
    if key.is_sandbox and not settings.IS_LOCAL:
        return Shown(key, DEMO)
    return Shown(key, key.state if keys.is_readable(key) else KeyState.UNREADABLE)
