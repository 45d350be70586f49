"""The Django admin of runs, saved items, model choices and keys."""

from ai_ops.admin import keys, model_choices, runs, saved_items

__all__ = ["keys", "model_choices", "runs", "saved_items"]
