"""A pytest plugin, loaded before anything of the project: sets the environment of local mode, for the tests alone."""

import os

SETTINGS = {
    "INSPIRE_MODE": "local",
    "SECRET_KEY": "for-tests-only",
    "EMAIL_URL": "memorymail://",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "INSPIRE_DOTENV": os.devnull,  # a developer's own keys stay out
    "PGOPTIONS": "-c inspire.allow_flush=on",  # the flush between tests may empty append-only tables
}
NOT_FROM_OUTSIDE = (
    *("ALLOWED_HOSTS", "ANTHROPIC_API_BASE", "ANTHROPIC_API_KEY", "ANTHROPIC_MODEL", "CSRF_TRUSTED_ORIGINS"),
    *("DATABASE_POOL_SIZE", "DEBUG", "DEFAULT_FROM_EMAIL", "LOG_LEVEL", "OPENAI_API_KEY", "OPERATOR_CONTACT"),
    *("PORT", "PUBLIC_URL", "SANDBOX_PORT", "SANDBOX_URL", "STATIC_ROOT", "VAULT_KEYSET_FILE"),
    "PYTHONDONTWRITEBYTECODE",  # processes that tests start would compile everything anew each time
)

for name in NOT_FROM_OUTSIDE:
    os.environ.pop(name, None)
os.environ.update(SETTINGS)
