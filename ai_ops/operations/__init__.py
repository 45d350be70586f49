"""The operations, one module or package each."""
