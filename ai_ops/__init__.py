"""The AI operations, their providers and their runs."""
