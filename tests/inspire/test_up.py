"""`make run`, with real processes, in a copy of the project."""

import http.cookiejar
import re
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from inspire import demo
from inspire.running.ports import free_port
from tests.inspire.copies import Copy, a_copy, lines_of

DESIGNER = "designer@harbour-cafe.example"


class Running:
    """A `manage.py up`, with what it has said so far."""

    def __init__(self, copy: Copy, **settings: str) -> None:
        self.copy = copy
        self.address = f"http://127.0.0.1:{settings['PORT']}"
        self.process = copy.start("manage.py", "up", **settings)
        self.said = ""

    def read_until(self, words: str) -> None:
        """Read what it says, up to a line with the words; fail if it ends before."""
        for line in lines_of(self.process):
            self.said += line
            if words in line:
                return
        raise AssertionError(f"It ended without “{words}”:\n{self.said}")

    def end(self, by: signal.Signals = signal.SIGINT) -> float:
        """Stop it, and return the seconds that it took."""
        started = time.monotonic()
        self.process.send_signal(by)
        self.said += "".join(lines_of(self.process))
        self.process.communicate(timeout=30)
        return time.monotonic() - started


@pytest.fixture(scope="module")
def copy():
    with a_copy() as made:
        yield made


@pytest.fixture
def ports() -> dict[str, str]:
    return {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}


def sign_in(address: str) -> str:
    """Sign in as the demo designer, and return the page that follows."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = browser.open(f"{address}/accounts/login/").read().decode()
    (token, *_) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    values = {"login": DESIGNER, "password": demo.PASSWORD, "csrfmiddlewaretoken": token}
    body = urllib.parse.urlencode(values).encode()
    request = urllib.request.Request(f"{address}/accounts/login/", body, {"Referer": address})  # noqa: S310
    return str(browser.open(request).read().decode())


def test_up_starts_everything_says_how_to_sign_in_and_stops_without_a_trace(copy, ports):
    running = Running(copy, **ports)
    running.read_until("Ctrl-C stops everything")
    assert f"Inspire is ready: {running.address}" in running.said
    for person in demo.PEOPLE:
        assert person.email in running.said
    assert "the sandbox: demo answers" in running.said
    assert "Harbour Café" in sign_in(running.address)

    second = copy.manage("up", **ports)
    assert second.returncode == 1
    assert f"already running at {running.address} (process {running.process.pid})" in second.stderr

    seconds = running.end()
    assert running.process.returncode == 0, running.said
    assert "Traceback" not in running.said
    assert copy.processes() == []
    assert seconds < 15


@pytest.mark.proof
def test_up_goes_on_with_its_data_and_without_the_remains_of_a_killed_one(copy, ports):
    killed = Running(copy, **ports)
    killed.read_until("Ctrl-C stops everything")
    killed.end(signal.SIGKILL)
    assert copy.processes() != []

    running = Running(copy, **ports)
    running.read_until("Ctrl-C stops everything")
    assert "Harbour Café" in sign_in(running.address)
    running.end(signal.SIGTERM)
    assert running.process.returncode == 0, running.said
    assert copy.processes() == []


@pytest.mark.parametrize("name", ["PORT", pytest.param("SANDBOX_PORT", marks=pytest.mark.proof)])
def test_a_taken_port_is_a_sentence_before_anything_starts(copy, ports, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(ports[name])))
        taken.listen()
        done = copy.manage("up", **ports)
    assert done.returncode == 1
    assert re.search(
        rf"Port {ports[name]} is taken by another program\. Choose another: {name}=\d+ make run", done.stderr
    )
    assert "Preparing" not in done.stdout
    assert copy.processes() == []


@pytest.mark.proof
def test_a_process_that_ends_by_itself_ends_all_and_is_named(copy, ports):
    procfile = copy.folder / "Procfile"
    right = procfile.read_text()
    procfile.write_text(f"{right}\nbroken: echo I cannot; exit 4\n")
    done = copy.manage("up", **ports)
    procfile.write_text(right)
    assert done.returncode == 1
    assert "“broken” ended by itself" in done.stderr
    assert "I cannot" in done.stdout
    assert copy.processes() == []
