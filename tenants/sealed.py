"""Tell the vault where secrets of second factors are stored, so that a rotation finds them."""

import base64
import binascii
from collections.abc import Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import connection

from tenants.adapters import MFA_PLACE
from vault import places
from vault.places import Sealed

# allauth keeps them in a JSON document, in base64, beside what changes with every code that is used.
SINGLE: Final = ("secret", "seed")
MANY: Final = "migrated_codes"

# Lock: the row, for this statement alone. It replaces one text of the document as the document is now.
REPLACE: Final = """
UPDATE mfa_authenticator
SET data = jsonb_set(data, %(path)s, to_jsonb(%(new)s::text), false)
WHERE id = %(id)s AND data #>> %(path)s = %(old)s
"""


class SecondFactors:
    """The sealed texts in allauth's documents. A row's key is its number and the path of the text."""

    name = "second factors"

    def rows(self) -> Iterator[Sealed]:
        for row in places.in_order(Authenticator.objects.all()):
            for path, text in _texts(row.data):
                yield Sealed("/".join((str(row.pk), *path)), _decoded(text), MFA_PLACE)

    def replace(self, row: Sealed, ciphertext: bytes) -> bool:
        number, *path = row.pk.split("/")
        old, new = (base64.b64encode(each).decode() for each in (row.ciphertext, ciphertext))
        with connection.cursor() as cursor:
            cursor.execute(REPLACE, {"id": int(number), "path": path, "old": old, "new": new})
            return bool(cursor.rowcount)


def _texts(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in SINGLE:
        if name in data:
            yield (name,), data[name]
    for number, text in enumerate(data.get(MANY) or ()):
        yield (MANY, str(number)), text


def _decoded(text: str) -> bytes:
    """Return the ciphertext, or none where the text is not base64, as nothing sealed is."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


places.register(SecondFactors())
