"""How tests go through the admin's confirmed pages, as a browser does."""

import re
from html import unescape
from uuid import uuid4

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse


def page(model, name="changelist", *arguments) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


def preview(client, address: str, **fields):
    """Send the form, and return the page that says what will happen."""
    return client.post(address, {"token": uuid4(), **fields, "step": "preview"})


def confirm(client, address: str, **fields):
    """Send the form, see the preview, and confirm what it carries; return the page that one lands on."""
    return client.post(address, confirmed(preview(client, address, **fields), **fields), follow=True)


def confirmed(shown, **fields) -> dict[str, object]:
    """Return what the confirming button of a preview sends."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown.text))
    hidden = {name: unescape(value) for name, value in hidden.items()}
    hidden.pop("csrfmiddlewaretoken", None)
    assert 'value="confirm"' in shown.text, shown.text
    return {**fields, **hidden, "step": "confirm"}


def tick(model, action: str, *rows, client, **fields):
    """Choose an action for ticked rows, and return the page that it opens."""
    return client.post(
        page(model), {"action": action, ACTION_CHECKBOX_NAME: [str(row.pk) for row in rows], **fields}, follow=True
    )
