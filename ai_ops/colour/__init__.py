"""Colour: contrast, mends, ramps. Pure."""
