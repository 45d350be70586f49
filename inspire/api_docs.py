"""The API's interactive page: django-ninja's Swagger UI from our own static files, in a page of ours.

Everybody may see it: it tells what the software offers and nothing of a tenant, as does the description
that it reads. Cookies open nothing under /api/, so a request that it sends needs a token, which the page
keeps in its memory alone.
"""

from ninja.openapi.docs import Swagger


class Docs(Swagger):
    """Swagger UI that asks nobody else."""

    template = "api_docs.html"

    def __init__(self) -> None:
        super().__init__(settings={"validatorUrl": None})
