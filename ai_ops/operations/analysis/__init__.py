"""Data analysis."""

from ai_ops.operations.analysis.operation import Analysis

__all__ = ["Analysis"]
