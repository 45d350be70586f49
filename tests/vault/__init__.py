"""Tests of vault."""
