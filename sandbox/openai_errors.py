"""Error bodies in the form of OpenAI's API."""

from sandbox.errors import ApiError
from sandbox.replies import Json, Reply, json_reply

INTERNAL = 500
TYPES = {429: "requests", 408: "timeout"}
CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}
MESSAGES = {
    401: "Incorrect API key provided.",
    403: "You have insufficient permissions for this operation.",
    404: "The requested resource does not exist or you do not have access to it.",
    413: "The request body is too large.",
    429: "Rate limit reached for images per minute.",
    500: "The server had an error while processing your request. Sorry about that!",
    503: "The server is currently overloaded with other requests.",
}


class OpenAIError(ApiError):
    """A request that OpenAI's API refuses. `param` names the parameter at fault."""

    def __init__(self, status: int, message: str = "", *, kind: str = "", code: str = "", param: str = "") -> None:
        kind = kind or TYPES.get(status, "server_error" if status >= INTERNAL else "invalid_request_error")
        message = message or MESSAGES.get(status, "The sandbox was told to fail.")
        super().__init__(status, message, kind=kind, code=code or CODES.get(status, ""))
        self.param = param

    @property
    def error(self) -> Json:
        """Return the `error` object of the body."""
        return {"message": self.message, "type": self.kind, "param": self.param or None, "code": self.code or None}

    def reply(self, request_id: str, *, retry_after: str = "") -> Reply:
        """Return the whole response; the request's id stands in a header alone."""
        headers = {"retry-after": retry_after} if retry_after else {}
        return json_reply(self.status, {"error": self.error}, headers=headers)


def unknown_parameter(name: str) -> OpenAIError:
    """Return the refusal of a parameter that the model does not know."""
    return OpenAIError(400, f"Unknown parameter: '{name}'.", code="unknown_parameter", param=name)


def invalid_value(name: str, value: object, *, supported: str) -> OpenAIError:
    """Return the refusal of a value; `supported` ends the sentence that says what would do."""
    message = f"Invalid value: '{value}'. Supported values are: {supported}."
    return OpenAIError(400, message, code="invalid_value", param=name)


def unknown_model(name: object) -> OpenAIError:
    """Return the refusal of a model that is not served."""
    message = f"The model '{name}' does not exist or you do not have access to it."
    return OpenAIError(404, message, code="model_not_found", param="model")
