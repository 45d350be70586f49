"""Confirmed pages about the rows that were ticked in a list."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from credits.admin.confirming import ConfirmedPage

MOST_AT_ONCE = 500
"""Rows that one action may hold: a request must end before its proxy gives up."""


class SelectionPage(ConfirmedPage):
    """A page about ticked rows. Its forms come back to the list's action, with the rows that it showed."""

    action: ClassVar[str]

    def __init__(self, request: HttpRequest, model_admin: "ModelAdmin[Any]", *, chosen: Iterable[UUID]) -> None:
        super().__init__(request, model_admin)
        self.chosen = list(chosen)

    @classmethod
    def open(
        cls: type[Self], request: HttpRequest, model_admin: "ModelAdmin[Any]", rows: QuerySet[Any]
    ) -> HttpResponse | None:
        """Answer the list's action; None, with a message, where too many rows are ticked."""
        chosen = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            text = _("Nothing was done: at most %(most)s can be chosen at a time. Narrow the list with its filters.")
            messages.error(request, text % {"most": MOST_AT_ONCE})
            return None
        return cls(request, model_admin, chosen=chosen).respond()

    def carried(self) -> list[tuple[str, str]]:
        return [("action", self.action), *((ACTION_CHECKBOX_NAME, str(each)) for each in self.chosen)]

    def back(self) -> HttpResponse:
        """Return to the list, with its filters."""
        return HttpResponseRedirect(self.request.get_full_path())
