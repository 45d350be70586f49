"""Registers the small operation; a worker process of a test is told to import this."""

from ai_ops.registry import register
from tests.ai_ops.echo import Echo

register(Echo)
