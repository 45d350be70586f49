"""Own keys: the tenants' provider keys, their health, and what they spend."""
