"""A pytest plugin: finds Chromium, and says how many browser tests are left out without one."""

import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "Debian's is enough: apt-get install chromium (`make test` does so as root)."


def find() -> str | None:
    """Return the path of an installed Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is marked `browser` where there is none."""
    if find():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line how many were left out and how to get them."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum("browser" in report.keywords for report in skipped)
    if count:
        terminalreporter.write_line(f"{count} browser tests were left out: no Chromium was found. {HOW}")
