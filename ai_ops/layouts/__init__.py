"""Layouts: components placed on a grid and bound to data, checked, mended and drawn. Pure."""
