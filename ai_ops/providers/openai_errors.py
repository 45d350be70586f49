"""What a failure of OpenAI's SDK means for us, by type, status and code; never by its message."""

from typing import Final

import httpx2
import openai

from ai_ops.providers.base import Call, ProviderError
from ai_ops.providers.statuses import code_of_status
from ai_ops.providers.waits import retry_after

BY_CODE: Final = {
    "insufficient_quota": "out_of_money",
    "billing_hard_limit_reached": "out_of_money",
    "billing_not_active": "out_of_money",
    "account_deactivated": "key_refused",
    "invalid_api_key": "key_refused",
    "expired_api_key": "key_refused",
    "ip_not_authorized": "key_refused",
    "missing_scope": "key_lacks_access",
    "model_not_found": "model_gone",
    "model_retired": "model_gone",
    "moderation_blocked": "content_refused",
    "content_policy_violation": "content_refused",
    "rate_limit_exceeded": "rate_limited",
}


def translate(error: Exception, call: Call) -> ProviderError:
    """Return our error for one of the SDK's or its HTTP client's. Nothing of the original's text stays."""
    match error:
        case openai.APIStatusError():
            return call.error(
                code_of(error), retry_after=retry_after(error.response), request_id=error.request_id or ""
            )
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return call.error("timed_out")
        case openai.APIConnectionError() | httpx2.HTTPError() | httpx2.StreamError():
            return call.error("unreachable")
        case _:
            return call.error("bad_answer")


def code_of(error: openai.APIStatusError) -> str:
    """Return our code. The provider's own code speaks before the status."""
    for said in (error.code, error.type):
        if said in BY_CODE:
            return BY_CODE[said]
    return code_of_status(error.status_code, body=error.body)
