"""The sentences for what goes wrong at a provider: what happened, why, and what to do next.

A run on credits uses our account at the provider, a run on an own key the tenant's: the same
failure is told in different words, because different people can mend it.
"""

from datetime import date

from django.conf import settings

LABELS = {"anthropic": "Anthropic", "openai": "OpenAI"}

PERMANENT = frozenset(
    {
        "key_refused",
        "out_of_money",
        "key_lacks_access",
        "model_gone",
        "request_refused",
        "too_large",
        "redirected",
        "content_refused",
        "platform_key_missing",
        "own_key_removed",
        "own_key_unreadable",
        "own_key_is_demo",
        "vault_closed",
    }
)

_OURS = {
    "key_refused": "{provider} refused the key of our provider account. Tell {operator}, who can renew it.",
    "out_of_money": "Our provider account at {provider} is out of money. Tell {operator}, who can fill it up.",
    "key_lacks_access": "Our provider account at {provider} may not do this. Tell {operator}, who can allow it.",
    "model_gone": "{provider} does not offer this model to our provider account. "
    "Tell {operator}, who can choose another.",
    "rate_limited": "{provider} takes no more requests from our provider account for now{wait}. "
    "Try again {when}; if it stays so, tell {operator}.",
    "platform_key_missing": "No key for {provider} is set up on this server, so this cannot run on credits. "
    "Tell {operator}, who can set one.",
}

_OWN = {
    "key_refused": "{provider} refused your own key: it is mistyped, revoked or expired. "
    "An admin can enter a new one on Settings > AI, or pause the key there to use credits.",
    "out_of_money": "Your own account at {provider} is out of money or over its spend limit. "
    "An admin can raise it at {provider}, or pause the key on Settings > AI to use credits.",
    "key_lacks_access": "Your own key may not do this at {provider}. "
    "An admin can widen its access at {provider} and test it on Settings > AI, or enter another there.",
    "model_gone": "{provider} does not offer this model to your own account. "
    "An admin can choose another on Settings > AI.",
    "rate_limited": "{provider} takes no more requests from your own account for now{wait}. "
    "Try again {when}, or raise the account's limits at {provider}.",
}

_OWN_ALONE = {
    "own_key_removed": "Your own {provider} key was removed while this run waited for it, and a run never falls back "
    "to credits by itself. Start it again to run it on credits, or ask an admin to enter a key on Settings > AI.",
    "own_key_unreadable": "Your own {provider} key can no longer be read on this server, so it must be entered again. "
    "An admin can do that on Settings > AI, or pause the key there to use credits.",
    "own_key_is_demo": "Your own {provider} key is a demo key, which works in local mode alone. "
    "An admin can enter a real one on Settings > AI, or remove it there to use credits.",
    "vault_closed": "This server cannot open its vault at the moment, and your own {provider} key is in it. "
    "Try again in a few minutes; if it stays so, tell {operator}.",
}

_ANYONE = {
    "overloaded": "{provider} is overloaded and did not answer in time{wait}. Try again {when}.",
    "unavailable": "{provider} has trouble of its own and did not answer in time{wait}. Try again {when}.",
    "unreachable": "The connection to {provider} failed or was cut. Try again; if it stays so, tell {operator}.",
    "timed_out": "{provider} did not finish within the time that a run has. Try again, or ask for less.",
    "not_the_api": "A web page came back in place of {provider}'s answer: something stands between this server and "
    "{provider}. Tell {operator}, who can check the proxy and the provider's address.",
    "bad_answer": "{provider}'s answer came incomplete and could not be read. "
    "Try again; if it stays so, tell {operator}.",
    "request_refused": "{provider} refused the request as invalid. "
    "That is a fault of this program: tell {operator}, with this run's number.",
    "content_refused": "{provider} refuses to make this, by its rules on content. Change what you ask for.",
    "too_large": "The request is larger than {provider} takes. Shorten what you ask for.",
    "redirected": "{provider}'s address sent the request elsewhere, and this server does not follow. "
    "Tell {operator}, who can correct the provider's address.",
}


def operator() -> str:
    """Return who runs this server, as a person can reach them."""
    contact = str(settings.OPERATOR_CONTACT)
    return f"the operator of this server ({contact})" if contact else "the operator of this server"


def describe_wait(seconds: float) -> str:
    """Return a wait in words, rounded up: "20 seconds", "3 minutes", "2 hours"."""
    for unit, size in (("hour", 3600), ("minute", 60)):
        if seconds > size:
            return f"{-int(-seconds // size)} {unit}s"
    count = max(1, -int(-seconds // 1))
    return f"{count} second{'s' if count > 1 else ''}"


def say(code: str, *, provider: str, is_own_key: bool = False, retry_after: float | None = None) -> str:
    """Return the sentences for a failure of that code, ending with what it cost: nothing."""
    by_payer = _OWN | _OWN_ALONE if is_own_key else _OURS
    template = by_payer.get(code) or _ANYONE.get(code) or _ANYONE["unavailable"]
    wait = describe_wait(retry_after) if retry_after else ""
    sentence = template.format(
        provider=LABELS.get(provider, provider),
        operator=operator(),
        wait=f" and asks to wait {wait}" if wait else "",
        when=f"in {wait}" if wait else "in a few minutes",
    )
    return f"{sentence} {free_of_charge(provider, is_own_key=is_own_key)}"


def free_of_charge(provider: str, *, is_own_key: bool, has_answered: bool = False) -> str:
    """Return what a run that failed cost: no credits ever. On an own key, the provider bills what it answered."""
    if not is_own_key:
        return "Nothing was charged."
    billed = f", but {LABELS.get(provider, provider)} may bill your own account for its answer" if has_answered else ""
    return f"No credits were taken{billed}."


def retired(label: str, *, provider: str, on: date | None, successor: str, is_own_key: bool = False) -> str:
    """Return the sentences for a model that its provider has switched off."""
    when = f" on {on.day} {on:%B %Y}" if on else ""
    instead = f", such as {successor}" if successor else ""
    return (
        f"{LABELS.get(provider, provider)} retired the model {label}{when}, so this cannot run. "
        f"An admin can choose another on Settings > AI{instead}. "
        f"{free_of_charge(provider, is_own_key=is_own_key)}"
    )
