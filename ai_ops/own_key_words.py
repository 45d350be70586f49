"""What is said of an own key: what happened, why, and what to do next."""

from typing import Final

from ai_ops.providers.sentences import LABELS, operator
from byok.health import Verdict
from byok.models import KeyState

WHY: Final = {
    "key_refused": "{provider} refused this key: it is mistyped, revoked or expired. Make a new one at {provider} and "
    "enter it here.",
    "key_lacks_access": "{provider} does not let this key do what it is for here. Widen its access at {provider} and "
    "test it again, or enter another.",
    "out_of_money": "{provider} knows this key, but its account is out of money or over its spend limit. Raise that at "
    "{provider}. Until then runs on it fail, and are not charged.",
    "own_key_unreadable": "This server can no longer read the key that it kept, because what sealed it is gone. Enter "
    "the key again.",
    "own_key_is_demo": "This is a demo key, which works in local mode alone. Make a key at {provider} and enter that.",
    "vault_closed": "This server cannot open its vault for now, so the key could not be checked. Tell {operator}.",
    "timed_out": "{provider} did not answer in time, so the key could not be checked. Try again in a few minutes.",
    "unreachable": "The connection to {provider} failed, so the key could not be checked. Try again in a few minutes; "
    "if it stays so, tell {operator}.",
    "unavailable": "{provider} has trouble of its own, so the key could not be checked. Try again in a few minutes.",
    "overloaded": "{provider} is overloaded, so the key could not be checked. Try again in a few minutes.",
    "rate_limited": "{provider} takes no more requests from this key's account for now, so the key could not be "
    "checked. Try again in a few minutes.",
    "not_the_api": "What answered was not {provider}'s API, so the key could not be checked: something stands between "
    "this server and {provider}. Tell {operator}, who can check the proxy and the provider's address.",
    "redirected": "{provider}'s address sent the request elsewhere, and this server does not follow, so the key could "
    "not be checked. Tell {operator}, who can correct the provider's address.",
}
COULD_NOT_TELL: Final = (
    "{provider}'s answer could not be read, so the key could not be checked. Try again in a few minutes; if it stays "
    "so, tell {operator}."
)
MAY_NOT_LIST: Final = (
    "This key may not list models at {provider}, so it could not be checked. For a restricted key that is no fault, if "
    "it may make images; a run will show."
)
ACCEPTED: Final = "{provider} accepts this key."
GONE: Final = "This key was replaced or removed meanwhile. Nothing was changed."

SAVED: Final = "{provider} accepts this key. It is saved: new runs on {provider} use it and take no credits."
SAVED_LIMITED: Final = "It is saved all the same, and works as soon as there is money."
SAVED_UNCHECKED: Final = "It is saved without a check, runs use it meanwhile, and it is checked again by itself."
NOT_SAVED: Final = "It was not saved."
KEPT_BEFORE: Final = "The key that was there before stays as it was."
MAY_SAVE: Final = "You can also save it without a check."


def why(state: str, code: str, *, provider: str) -> str:
    """Return what is wrong with a key and what mends it, or an empty text for one without fault."""
    if state == KeyState.ACTIVE or not code:
        return ""
    is_list_alone = state == KeyState.UNCHECKED and code == "key_lacks_access"
    return _say(MAY_NOT_LIST if is_list_alone else WHY.get(code, COULD_NOT_TELL), provider=provider)


def tested(verdict: Verdict, *, provider: str, is_gone: bool) -> str:
    """Return what a test found."""
    if is_gone:
        return GONE
    return why(verdict.state, verdict.code, provider=provider) or _say(ACCEPTED, provider=provider)


def entered(verdict: Verdict, *, provider: str, is_kept: bool, has_before: bool) -> str:
    """Return what became of a key that was entered."""
    if verdict.state == KeyState.ACTIVE:
        return _say(SAVED, provider=provider)
    reason = why(verdict.state, verdict.code, provider=provider)
    if is_kept:
        return f"{reason} {SAVED_LIMITED if verdict.state == KeyState.LIMITED else SAVED_UNCHECKED}"
    parts = [reason, NOT_SAVED]
    parts += [KEPT_BEFORE] if has_before else []
    parts += [MAY_SAVE] if verdict.state == KeyState.UNCHECKED else []
    return " ".join(parts)


def _say(sentence: str, *, provider: str) -> str:
    return sentence.format(provider=LABELS.get(provider, provider), operator=operator())
