"""Rules that act when data meets their conditions: what they mean, on the past and live. Pure."""
