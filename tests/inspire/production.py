"""Run the project's own processes under production settings, as an operator would."""

import os
import subprocess
import sys

from inspire.env import BASE_DIR
from vault.keyset import create_keyset

SETTINGS = {
    "DATABASE_URL": "postgres://inspire:a-password@127.0.0.1:1/inspire",
    "REDIS_URL": "redis://127.0.0.1:1",
    "SECRET_KEY": "a-long-random-text-that-nobody-else-knows-7qH2nPz4xW9vK3mB8sT5",
    "VAULT_KEYSET": create_keyset(),
    "ALLOWED_HOSTS": "inspire.example",
    "PUBLIC_URL": "https://inspire.example",
}
READ = "from inspire import settings as s; print(repr(eval(sys.argv[1])))"


def run(*arguments: str, without: tuple[str, ...] = (), **settings: str) -> subprocess.CompletedProcess[str]:
    """Run Python under production settings, less those in `without`, more or other than those given."""
    chosen = {name: value for name, value in {**SETTINGS, **settings}.items() if name not in without}
    outside = {"PATH": os.environ["PATH"], "INSPIRE_DOTENV": os.devnull}
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=BASE_DIR,
        env={**outside, **chosen},
        capture_output=True,
        text=True,
        timeout=60,
    )


def read(expression: str, **settings: str) -> str:
    """Return the value of an expression over the settings `s`, as Python would show it."""
    done = run("-c", f"import sys; {READ}", expression, without=(), **settings)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]
