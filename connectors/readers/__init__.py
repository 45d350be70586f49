"""One module for each kind of source: from what came in to a grid."""
