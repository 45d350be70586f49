"""Tests of inspire."""
