"""What staff read about keys: what is wrong, and what mends it."""

from typing import Final

from django.conf import settings

from ai_ops import own_key_words
from ai_ops.providers import addresses
from ai_ops.providers.sentences import LABELS
from byok.health import TOLD
from byok.models import Health, PlatformKey

PLATFORM: Final = {
    "key_refused": "{provider} refuses this server's key: it is mistyped, revoked or expired. Runs on credits are "
    "refused before they start. Make a new key at {provider}, set it in {setting}, and restart web and workers.",
    "key_lacks_access": "{provider} does not let this server's key do what it is for. Runs on credits are refused "
    "before they start. Widen its access at {provider}, or set another in {setting} and restart web and workers.",
    "out_of_money": "The account of this server's key at {provider} is out of money or over its spend limit. Runs on "
    "credits fail, free of charge. Raise that at {provider}; the first run that works again ends this.",
}
OWN: Final = {
    "key_refused": "{provider} refuses it: it is mistyped, revoked or expired. The tenant's admins enter a new one on "
    "Settings > AI, or pause it to use credits.",
    "key_lacks_access": "{provider} does not let it do what it is for. The tenant's admins widen its access at "
    "{provider}, enter another on Settings > AI, or pause it to use credits.",
    "out_of_money": "Its account at {provider} is out of money or over its spend limit. The tenant's admins raise that "
    "at {provider}, or pause it to use credits.",
    "own_key_unreadable": "This server can no longer read it, because what sealed it is not in the keyset. Bring that "
    "keyset's key back, or have the tenant's admins enter it again.",
}
MISSING: Final = (
    "There is no key for {provider}: runs on credits are refused before they start, free of charge. "
    "Set one in {setting}, and restart web and workers."
)
MISSING_IN_LOCAL_MODE: Final = (
    "There is no key for {provider}, so the sandbox answers runs on credits with demo answers. "
    "Set one in {setting} to have real answers."
)


def why(key: Health, provider: str) -> str:
    """Return what is wrong with a tenant's key or the operator's, or an empty text."""
    words = PLATFORM if isinstance(key, PlatformKey) else OWN
    if key.state in TOLD and key.error_code in words:
        return _say(words[key.error_code], provider)
    return own_key_words.why(key.state, key.error_code, provider=provider)


def label_of(provider: str) -> str:
    """Return a provider's name."""
    return LABELS.get(provider, provider)


def missing() -> list[str]:
    """Return a sentence for each provider for which the operator has set no key."""
    template = MISSING_IN_LOCAL_MODE if settings.IS_LOCAL else MISSING
    return [_say(template, each) for each in LABELS if not addresses.platform_key(each)]


def _say(template: str, provider: str) -> str:
    return template.format(provider=label_of(provider), setting=f"{provider.upper()}_API_KEY")
