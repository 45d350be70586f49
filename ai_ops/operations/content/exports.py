"""The files that a layout can be downloaded as."""

EXPORTS = ()
