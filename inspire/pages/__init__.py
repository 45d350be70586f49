"""Pages that join the apps."""
