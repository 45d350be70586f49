"""Typesetting: how wide texts really are in the fonts that layouts are shown with. Pure."""
