"""How long Settings > AI takes for tenants with few entries and with many, side by side.

    python bench/pages.py [--large]

The page itself is asked for, by a tenant's admin, through Django's test client. Its queries are
timed by themselves too, since the template takes as long for each tenant.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from measuring.callers import describe
from measuring.database import fresh_database, prove, run
from measuring.months import MONTHS, PEOPLE, fill_year
from measuring.rows import make_accounts
from measuring.verdicts import at_most

from tenants.models import User

SIZES, LARGE = (10_000, 1_000_000), 10_000_000
TURNS = 60
WARM_UP = 5
RATIO, QUERIES = 1.2, 8  # what to reach


class Visit(NamedTuple):
    """One page: milliseconds in all, those of its queries alone, and how many queries they were."""

    page: float
    queries: float
    asked: int


def main() -> None:
    """Load, measure, print, and prove the ledger afterwards."""
    parser = argparse.ArgumentParser(description="How long Settings > AI takes at any number of entries.")
    parser.add_argument("--large", action="store_true", help=f"with a tenant of {LARGE:,} entries too")
    sizes = (*SIZES, LARGE) if parser.parse_args().large else SIZES
    with fresh_database():
        print(describe())
        load(sizes)
        compare(sizes)
        prove()


def load(sizes: tuple[int, ...]) -> None:
    """Make a tenant of each size, in one database."""
    at = timezone.now()
    make_accounts(1, len(sizes))
    for number, entries in enumerate(sizes, start=1):
        started = time.perf_counter()
        fill_year(number, entries, at=at)
        print(f"{entries:>12,} entries loaded in {time.perf_counter() - started:.0f} s", flush=True)
    run("VACUUM ANALYZE")


def compare(sizes: tuple[int, ...]) -> None:
    """Visit the page of each tenant in turns, and say how the larger compare with the smallest."""
    clients = [sign_in(number) for number in range(1, len(sizes) + 1)]
    visits = [[visit(client) for client in clients] for _ in range(WARM_UP + TURNS)][WARM_UP:]
    print(f"\nSettings > AI, {MONTHS} months and {PEOPLE} people each, median of {TURNS} visits in turns:")
    smallest, *_ = found = list(map(middle, zip(*visits, strict=True)))
    for entries, each in zip(sizes, found, strict=True):
        ratio = at_most(each.queries / smallest.queries, RATIO)
        times = f"page {each.page:.1f} ms, queries {each.queries:.2f} ms"
        print(f"  {entries:>12,} entries: {times}" + (f", over the smallest's: {ratio}" if each != smallest else ""))
    print(f"  queries a page: {at_most(max(each.asked for each in found), QUERIES, form='.0f')}", flush=True)


def middle(visits: tuple[Visit, ...]) -> Visit:
    """Return the medians of the times, and the most queries."""
    pages, queries, asked = zip(*visits, strict=True)
    return Visit(statistics.median(pages), statistics.median(queries), max(asked))


def sign_in(number: int) -> Client:
    """Return a client signed in as the admin of the tenant of this number."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=f"person-1@bench-{number}.example"), settings.AUTHENTICATION_BACKENDS[0])
    return client


def visit(client: Client) -> Visit:
    """Ask for the page and time it."""
    spent = list[float]()

    def watch(execute: Callable[..., Any], *query: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*query)
        finally:
            spent.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    with connection.execute_wrapper(watch):
        response = client.get(reverse("settings_ai"))
    page = (time.perf_counter() - began) * 1000
    if response.status_code != 200:  # noqa: PLR2004 - the status that the benchmark is about
        raise SystemExit(f"The page answered {response.status_code}: there is nothing to measure.")
    return Visit(page, sum(spent), len(spent))


if __name__ == "__main__":
    main()
