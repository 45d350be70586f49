"""A process that seals with the vault, and opens through Tink alone: a line in, a line out."""

import os
import sys

from django.conf import settings
from tink import TinkError, aead, json_proto_keyset_format, secret_key_access

from vault import sealing

ASSOCIATED = b"a row"


def main() -> None:
    keyset = os.environ["VAULT_KEYSET"]
    settings.configure(VAULT_KEYSET=keyset, VAULT_KEK_URI="")
    handle = json_proto_keyset_format.parse(keyset, secret_key_access.TOKEN)
    cipher = handle.primitive(aead.Aead)  # type: ignore[type-abstract]
    for line in sys.stdin:
        verb, text = line.split()
        sys.stdout.write((seal(text) if verb == "seal" else opened(cipher, text)) + "\n")
        sys.stdout.flush()


def seal(text: str) -> str:
    return sealing.seal(text.encode(), associated=ASSOCIATED).hex()


def opened(cipher: aead.Aead, text: str) -> str:
    try:
        return cipher.decrypt(bytes.fromhex(text), ASSOCIATED).decode()
    except TinkError:
        return "closed"


if __name__ == "__main__":
    main()
