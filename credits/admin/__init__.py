"""The Django admin of credits: plans, accounts and asks to look after; what the ledger wrote to read."""

from credits.admin import accounts, asks, plans, rows

__all__ = ["accounts", "asks", "plans", "rows"]
