"""Passwords in tests: the hash that the site uses, at the least cost that it can have."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2, which takes a tenth of a second and 100 MB as it should be used, in next to no time."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
