"""Connectors: a tenant's sources of data, and their snapshots as tables with kinds of fields."""
