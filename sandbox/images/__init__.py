"""Images: which models there are, what a request may ask, the painting itself, and how it is spoilt."""
