"""How many bytes an entry takes, with its keys, by the order in which its references come."""

from measuring.database import run
from measuring.verdicts import at_most

WANTED = 250
SIZE = "SELECT pg_total_relation_size(%(table)s)::float / count(*), count(*) FROM credits_entry"
# The same entries in the same order, under references that grow with time; into keys that are there
# already, so that their pages split as they do in life.
COPY = """
CREATE TABLE bench_entry (LIKE credits_entry INCLUDING ALL);
INSERT INTO bench_entry
SELECT
    entry.id, entry.period_id, entry.created_at, entry.credits, entry.remaining,
    (lpad(to_hex(coalesce(hold.id, entry.id)), 16, '0') || right(replace(entry.reference::text, '-', ''), 16))::uuid,
    entry.member, entry.kind, entry.funding, entry.operation, entry.model, entry.reason
FROM credits_entry AS entry
LEFT JOIN credits_entry AS hold ON hold.reference = entry.reference AND hold.kind = 'reserve'
ORDER BY entry.id
"""


def say_sizes() -> None:
    """Print the bytes of an entry as the callers wrote it, and as runs write it, under ordered references."""
    print("\nBytes of an entry with its keys, which has a person, a model and an operation:")
    run(COPY)
    ((size, count),) = run(SIZE, table="bench_entry")
    print(f"  references ordered by time, as runs' are: {at_most(size, WANTED, form='.0f')} ({count:,} entries)")
    ((size, count),) = run(SIZE, table="credits_entry")
    print(f"  random references, as the callers' above: {size:.0f}", flush=True)
    run("DROP TABLE bench_entry")
