"""What the benchmarks share: a database of their own, and callers that measure."""

import sys
from pathlib import Path

# `python bench/ledger.py` looks for modules beside the script; the project is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
