"""The API's description, and its interactive page: django-ninja's Swagger UI from our own static files.

Everybody may see both: they tell what the software offers and nothing of a tenant. Cookies open nothing
under /api/, so a request that the page sends needs a token, which the page keeps in its memory alone.
"""

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.docs import Swagger

from inspire import problems

PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "description": "Why something cannot be done (RFC 9457). Some problems have further members.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what to do."},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "Places in the request."},
    },
    "required": ["type", "title", "status", "detail"],
}
REFUSAL: Final = {
    "description": "Refused, or failed.",
    "content": {problems.TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class DescribedApi(NinjaAPI):
    """An API whose description says of each address that its errors are problems."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the description."""
        schema = super().get_openapi_schema(*args, **kwargs)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        for methods in schema["paths"].values():
            for method in methods.values():
                method["responses"]["default"] = REFUSAL
        return schema


class Docs(Swagger):
    """Swagger UI that asks nobody else."""

    template = "api_docs.html"

    def __init__(self) -> None:
        super().__init__(settings={"validatorUrl": None})
