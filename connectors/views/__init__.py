"""Pages under /data/."""
