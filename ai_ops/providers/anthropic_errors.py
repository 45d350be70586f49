"""What a failure of Anthropic's SDK means for us, by type, status and code; never by its message."""

from typing import Final

import anthropic
import httpx2

from ai_ops.providers.base import Call, ProviderError
from ai_ops.providers.statuses import code_of_status
from ai_ops.providers.waits import retry_after

OUT_OF_MONEY: Final = frozenset(
    {
        "contract_spend_limit_reached",
        "enforced_spend_limit_reached",
        "linked_organization_spend_limit_reached",
        "linked_organization_billing_unavailable",
    }
)
"""`error.details.error_code` of whoever has no money left, whatever the status."""

SHUT_OUT: Final = frozenset({"organization_on_hold", "claude_code_key_creator_not_member"})
"""The same of a key that may do nothing any more, because of its organisation or its maker."""

BY_TYPE: Final = {
    "billing_error": "out_of_money",
    "authentication_error": "key_refused",
    "permission_error": "key_lacks_access",
    "not_found_error": "model_gone",
    "rate_limit_error": "rate_limited",
    "overloaded_error": "overloaded",
    "timeout_error": "unavailable",
    "api_error": "unavailable",
    "conflict_error": "unavailable",
}


def translate(error: Exception, call: Call) -> ProviderError:
    """Return our error for one of the SDK's or its HTTP client's. Nothing of the original's text stays."""
    match error:
        case anthropic.APIStatusError():
            return call.error(
                code_of(error), retry_after=retry_after(error.response), request_id=error.request_id or ""
            )
        case anthropic.APITimeoutError() | httpx2.TimeoutException():
            return call.error("timed_out")
        case anthropic.APIConnectionError() | httpx2.HTTPError() | httpx2.StreamError():
            return call.error("unreachable")
        case _:
            return call.error("bad_answer")


def code_of(error: anthropic.APIStatusError) -> str:
    """Return our code. An error event inside a stream has the status 200, so the type speaks before it."""
    if error.error_code in OUT_OF_MONEY:
        return "out_of_money"
    if error.error_code in SHUT_OUT:
        return "key_lacks_access"
    by_type = BY_TYPE.get(error.type or "")
    return by_type or code_of_status(error.status_code, body=error.body)
