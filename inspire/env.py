"""Read the environment: two modes, secrets from `NAME` or `NAME_FILE`, sentences for what is wrong."""

import os
from pathlib import Path
from typing import Any, override
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
DOTENV = BASE_DIR / os.environ.get("INSPIRE_DOTENV", ".env")
MODES = ("local", "production")
WORDS_FOR_BOOL = {*environ.Env.BOOLEAN_TRUE_STRINGS, "false", "off", "n", "no", "0", "f", ""}

NEEDED = {
    "DATABASE_URL": "the PostgreSQL database, such as postgres://inspire:…@db.example.com/inspire",
    "REDIS_URL": "the Redis or Valkey server, such as redis://redis.example.com:6379/0",
    "SECRET_KEY": "a long random text that signs sessions and links",
    "VAULT_KEYSET": "the keyset that seals stored secrets; `python manage.py keyset create` makes one",
}


class SettingsError(ImproperlyConfigured):
    """A setting is missing or wrong; the text names it and says what to do."""


class Environment(environ.Env):
    """The environment's values, with a sentence for one that cannot be read."""

    @override
    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, parse_default: bool = False
    ) -> Any:
        """Return the value of `var`; an empty one counts as absent where it cannot be a value."""
        text = self.ENVIRON.get(var, "").strip()
        if not text and cast in {int, bool} and var in self.ENVIRON:
            return default
        if cast is bool and text.lower() not in WORDS_FOR_BOOL:
            raise SettingsError(f"{var} is “{text}”, which is neither true nor false. Write true or false.")
        try:
            return super().get_value(var, cast=cast, default=default, parse_default=parse_default)
        except ValueError as error:
            raise SettingsError(f"{var} is “{text}”, which is not a whole number.") from error


env = Environment()  # type: ignore[no-untyped-call]


def read_dotenv(path: Path) -> None:
    """Take from the file what the environment does not say, neither as `NAME` nor as `NAME_FILE`."""
    given = set(os.environ)
    env.read_env(path)
    for name in set(os.environ) - given:
        if _other_name(name) in given:
            del os.environ[name]


def _other_name(name: str) -> str:
    return name.removesuffix("_FILE") if name.endswith("_FILE") else f"{name}_FILE"


def secret(name: str, default: str = "") -> str:
    """Return the secret in `name`, or in the file that `<name>_FILE` names, without white space around it.

    A relative file name counts from the project's folder.
    """
    value, file = (env.str(each, default="").strip() for each in (name, f"{name}_FILE"))
    if value and file:
        raise SettingsError(f"{name} and {name}_FILE are both set. Keep one of them.")
    return (_read_secret(f"{name}_FILE", file) if file else value) or default


def secret_file(name: str) -> str:
    """Return the path of the file that `<name>_FILE` names, or "" where the secret is in no file."""
    file = env.str(f"{name}_FILE", default="").strip()
    return str(BASE_DIR / file) if file else ""


def _read_secret(setting: str, file: str) -> str:
    try:
        text = (BASE_DIR / file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{setting} names {file}, which cannot be read: {error}.") from error
    if not text:
        raise SettingsError(f"{setting} names {file}, which is empty.")
    return text


def web_address(name: str, default: str) -> str:
    """Return the http(s) address in `name`, without a slash at its end."""
    text = env.str(name, default="").strip() or default
    if text and not _is_web_address(text):
        raise SettingsError(f"{name} is “{text}”, which is not a web address. It must look like https://example.com.")
    return text.rstrip("/")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket without its other
        return False


def hosts(address: str) -> list[str]:
    """Return the host of a web address, as the only one in a list."""
    host = urlsplit(address).hostname
    return [host] if host else []


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's description of the PostgreSQL database whose address `name` holds."""
    text = secret(name, default)
    if urlsplit(text).scheme not in {"postgres", "postgresql"}:
        raise SettingsError(f"{name} must begin with postgres://. Inspire runs on PostgreSQL alone.")
    return dict(env.db_url_config(text))  # type: ignore[no-untyped-call]


def mail(name: str, default: str) -> dict[str, Any]:
    """Return Django's mail settings from the address in `name`."""
    text = secret(name, default)
    try:
        return dict(env.email_url_config(text))  # type: ignore[no-untyped-call]
    except (ImproperlyConfigured, ValueError) as error:
        scheme = urlsplit(text).scheme
        raise SettingsError(f"{name} begins with “{scheme}”, which is no way to send mail. Use smtp+tls://…") from error


def storage(name: str, default: str) -> dict[str, Any]:
    """Return Django's description of the storage that `name` holds: a folder, the database, or S3.

    `file:///srv/inspire/files`, `database:`, `s3://KEY:SECRET@s3.example.com/bucket?region=eu-west-1`.
    """
    text = secret(name, default)
    parts = urlsplit(text)
    match parts.scheme:
        case "file" if parts.path:
            return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": parts.path}}
        case "database":
            return {"BACKEND": "ai_ops.storage.DatabaseStorage"}
        case "s3" if parts.hostname and parts.path.strip("/"):
            return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3_options(parts)}
    raise SettingsError(
        f"{name} must be file:///folder, database: or s3://KEY:SECRET@host/bucket. It is none of these."
    )


def _s3_options(parts: SplitResult) -> dict[str, Any]:
    query = dict(parse_qsl(parts.query))
    port = f":{parts.port}" if parts.port else ""
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": parts.path.strip("/"),
        "endpoint_url": f"{query.get('scheme', 'https')}://{parts.hostname}{port}",
        "region_name": query.get("region"),
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
    }


def refuse_unfit() -> None:
    """Raise SettingsError that names an unknown mode, or every setting that this mode needs and lacks."""
    if MODE not in MODES:
        raise SettingsError(f"INSPIRE_MODE is “{MODE}”. It must be local or production; unset means production.")
    names = ("SECRET_KEY",) if IS_LOCAL else tuple(NEEDED)
    missing = [name for name in names if not secret(name)]
    if missing:
        lines = "\n".join(f"  {name} (or {name}_FILE): {NEEDED[name]}" for name in missing)
        raise SettingsError(
            f"Inspire does not start in {MODE} mode, because these settings are missing:\n{lines}\n{_advice()}"
        )


def _advice() -> str:
    if DOTENV.exists() and not os.access(DOTENV, os.R_OK):
        return f"{DOTENV} is there, but this user cannot read it: run this as its owner."
    return "Set them in the environment (docs/howto/production.md), or run `make setup` for local mode."


def local_database_url() -> str:
    """Return the address of the embedded PostgreSQL, for whatever `manage.py` did not start."""
    return f"postgres://postgres@/inspire?host={quote(str(VAR_DIR / 'postgres'), safe='')}"


def local_redis_url() -> str:
    """Return the address that the embedded Valkey left in its folder."""
    try:
        return (VAR_DIR / "valkey" / "address").read_text()
    except OSError:
        return "redis://127.0.0.1:6379/0"


read_dotenv(DOTENV)
MODE = env.str("INSPIRE_MODE", default="").strip() or "production"  # so that nothing is local by accident
IS_LOCAL = MODE == "local"
