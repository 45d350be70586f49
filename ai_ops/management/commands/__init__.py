"""Management commands of the AI operations."""
