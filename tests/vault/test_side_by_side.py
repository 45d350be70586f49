"""Processes with the keysets of before and after each step, at work at the same time."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from inspire.env import BASE_DIR
from tests.vault.keysets import steps


class Speaker:
    """A process with a keyset of its own."""

    def __init__(self, keyset: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.vault.speaker"],
            cwd=BASE_DIR,
            env={"PATH": os.environ["PATH"], "VAULT_KEYSET": keyset},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, verb: str, text: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{verb} {text}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def opens(self, other: "Speaker") -> bool:
        return self.ask("open", other.ask("seal", "sk-ant-sandbox-good")) == "sk-ant-sandbox-good"


@pytest.fixture(scope="module")
def speakers() -> Iterator[dict[str, Speaker]]:
    texts = steps()
    speakers = {name: Speaker(getattr(texts, name)) for name in ("one", "added", "promoted", "retired")}
    yield speakers
    for speaker in speakers.values():
        speaker.process.communicate()


@pytest.mark.parametrize(("before", "after"), [("one", "added"), ("added", "promoted"), ("promoted", "retired")])
def test_at_each_step_old_and_new_processes_open_what_the_others_seal(speakers, before, after):
    assert speakers[after].opens(speakers[before])
    assert speakers[before].opens(speakers[after])


@pytest.mark.parametrize(("before", "after"), [("one", "promoted"), ("added", "retired")])
def test_a_step_that_is_left_out_leaves_secrets_closed_to_some(speakers, before, after):
    assert not (speakers[after].opens(speakers[before]) and speakers[before].opens(speakers[after]))
