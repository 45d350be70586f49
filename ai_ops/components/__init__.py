"""Components: what a layout can be made of, one module a kind. Pure."""
