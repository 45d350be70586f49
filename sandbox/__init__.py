"""A local server that speaks the providers' protocols, for demo answers and tests."""
