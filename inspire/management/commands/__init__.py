"""Commands that join the apps."""
