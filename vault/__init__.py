"""Seals and opens secrets."""
