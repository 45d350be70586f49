"""Theme generation."""

from ai_ops.operations.theme.operation import Theme

__all__ = ["Theme"]
