"""The Django admin of runs and saved items."""

from ai_ops.admin import runs, saved_items

__all__ = ["runs", "saved_items"]
