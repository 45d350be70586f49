"""Error bodies in the form of the Messages API."""

from sandbox.replies import Json, Reply, json_reply

TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}
MESSAGES = {
    401: "invalid x-api-key",
    403: "Your API key does not have permission to use the specified resource.",
    404: "Not found",
    413: "Request exceeds the maximum allowed number of bytes.",
    429: "This request would exceed your organization's rate limit.",
    500: "Internal server error",
    504: "Request timed out",
    529: "Overloaded",
}
CREDIT_BALANCE = (
    "Your credit balance is too low to access the Anthropic API. "
    "Please go to Plans & Billing to upgrade or purchase credits."
)


class ApiError(Exception):
    """A request that the API refuses, with the status and the error type that it answers."""

    def __init__(self, status: int, message: str = "", *, kind: str = "", code: str = "") -> None:
        self.status = status
        self.message = message or MESSAGES.get(status, "The sandbox was told to fail.")
        self.kind = kind or TYPES.get(status, "api_error" if status >= 500 else "invalid_request_error")  # noqa: PLR2004
        self.code = code
        super().__init__(self.message)

    @property
    def error(self) -> Json:
        """Return the `error` object of the body."""
        error: Json = {"type": self.kind, "message": self.message}
        return error | {"details": {"error_code": self.code}} if self.code else error

    def reply(self, request_id: str, *, retry_after: str = "") -> Reply:
        """Return the whole response."""
        headers = {"retry-after": retry_after} if retry_after else {}
        body = {"type": "error", "error": self.error, "request_id": request_id}
        return json_reply(self.status, body, headers=headers)
