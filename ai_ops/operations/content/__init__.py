"""Content generation."""

from ai_ops.operations.content.operation import Content

__all__ = ["Content"]
