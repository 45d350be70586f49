"""Tests of ai_ops."""
