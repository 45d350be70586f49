"""Tags for the operations' templates."""
