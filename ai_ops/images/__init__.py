"""Images: what a model can make, and what bytes are let in. Pure."""
