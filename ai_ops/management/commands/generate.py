"""Run any operation from the command line, through the same runner, worker and ledger as the pages."""

import json
import signal
import sys
from argparse import RawDescriptionHelpFormatter
from enum import IntEnum
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Any, Never
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ai_ops import leases, registry, runner
from ai_ops.base import Operation
from ai_ops.errors import (
    AiOpsError,
    CappedError,
    InvalidInputError,
    NotEnoughCreditsError,
    ProviderNotReadyError,
    SubmissionConflictError,
)
from ai_ops.models import Run, State
from tenants.models import Tenant

POLL_SECONDS = 0.3
PATIENCE_SECONDS = 10


class Exit(IntEnum):
    """What the command's exit code means."""

    SUCCEEDED = 0
    FAILED = 1
    BAD_INPUT = 2
    NOT_ENOUGH_CREDITS = 3
    CANCELLED = 4
    NOT_READY = 5


EPILOG = """\
exit codes:
  0  the run succeeded; its result is on standard output
  1  the run failed; no credits were taken
  2  the operation, the tenant or the input is not valid, or --key was used for another request
  3  not enough credits, or a limit is reached
  4  the run was cancelled (Ctrl-C, or on its page)
  5  no key for the provider is set up on this server, or the tenant's own key cannot be used

example:
  echo '{"description": "A calm harbour café at dusk"}' | manage.py generate theme --tenant harbour-cafe --input -
"""

REFUSED: dict[type[AiOpsError], Exit] = {
    InvalidInputError: Exit.BAD_INPUT,
    SubmissionConflictError: Exit.BAD_INPUT,
    NotEnoughCreditsError: Exit.NOT_ENOUGH_CREDITS,
    CappedError: Exit.NOT_ENOUGH_CREDITS,
    ProviderNotReadyError: Exit.NOT_READY,
}

ENDED = {State.SUCCEEDED: Exit.SUCCEEDED, State.FAILED: Exit.FAILED, State.CANCELLED: Exit.CANCELLED}


class Command(BaseCommand):
    help = "Run an operation for a tenant and print its result."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("operation", help="the operation's slug, such as theme")
        parser.add_argument("--tenant", required=True, help="the tenant's slug")
        parser.add_argument("--input", required=True, help="a file with the inputs as JSON, or - for standard input")
        parser.add_argument("--inline", action="store_true", help="execute in this process instead of a worker")
        parser.add_argument("--json", action="store_true", help="print the whole run as one JSON object")
        parser.add_argument("--key", default="", help="a submission key: the same key again gives the same run")

    def handle(self, *args: Any, **options: Any) -> None:
        operation = self.find_operation(options["operation"])
        tenant = self.find_tenant(options["tenant"])
        inputs, key = self.read(options["input"]), options["key"] or uuid4().hex
        signal.signal(signal.SIGINT, self.interrupt)
        try:
            run = self.start(operation, tenant, inputs=inputs, key=key)
            self.bring_to_end(run, is_inline=options["inline"])
        except KeyboardInterrupt:
            run = self.cancel(tenant, key)
        run.refresh_from_db()
        self.report(run, as_json=options["json"])
        sys.exit(ENDED[State(run.state)])

    def find_operation(self, slug: str) -> Operation:
        """Return the operation, or exit with the names of those that there are."""
        try:
            return registry.get(slug)
        except registry.UnknownOperationError:
            known = ", ".join(operation.slug for operation in registry.all_operations())
            self.stop(f"There is no operation {slug!r}. There are: {known}.", Exit.BAD_INPUT)

    def find_tenant(self, slug: str) -> Tenant:
        """Return the tenant, or exit."""
        try:
            return Tenant.objects.get(slug=slug)
        except Tenant.DoesNotExist:
            self.stop(f"There is no tenant with the slug {slug!r}.", Exit.BAD_INPUT)

    def read(self, source: str) -> Any:
        """Return the JSON of a file or of standard input, or exit."""
        try:
            text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
            return json.loads(text)
        except OSError as error:
            self.stop(f"{source} cannot be read: {error.strerror}.", Exit.BAD_INPUT)
        except (ValueError, RecursionError) as error:
            self.stop(f"The input is not JSON: {error}.", Exit.BAD_INPUT)

    def start(self, operation: Operation, tenant: Tenant, *, inputs: Any, key: str) -> Run:
        """Start the run, or exit with the code of its refusal."""
        at = timezone.now()
        try:
            run = runner.start(tenant, operation, member=None, role=None, inputs=inputs, submission_key=key, at=at)
        except InvalidInputError as error:
            lines = [f"{field or 'input'}: {' '.join(sentences)}" for field, sentences in error.errors.items()]
            self.stop("\n".join(lines), Exit.BAD_INPUT)
        except AiOpsError as error:
            self.stop(str(error), REFUSED.get(type(error), Exit.FAILED))
        price = "1 credit" if run.price == 1 else f"{run.price} credits"
        self.say(f"run {run.id}: {price}, {run.model}, answered by the {run.answered_by}")
        return run

    def bring_to_end(self, run: Run, *, is_inline: bool) -> None:
        """Execute the run here, or wait for a worker to do it."""
        if is_inline:
            runner.execute(run.id)
        self.wait(run)

    def wait(self, run: Run) -> None:
        """Poll until the run has ended."""
        began, shown = monotonic(), ""
        while True:
            run.refresh_from_db()
            if not run.is_live:
                return
            line = f"{run.stage}, {run.tokens_so_far} tokens" if run.tokens_so_far else run.stage
            if line != shown:
                self.say(line)
                shown = line
            if run.state == State.QUEUED and began and monotonic() - began > PATIENCE_SECONDS:
                self.say("still queued: is a worker running? Ctrl-C cancels; --inline runs it here.")
                began = 0.0
            sleep(POLL_SECONDS)

    def cancel(self, tenant: Tenant, key: str) -> Run:
        """Cancel the run that was made for the key, however far it is, or exit where there is none yet."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        leases.release_connection()  # it may have been interrupted in the middle of a statement
        run = Run.objects.filter(tenant=tenant, submission_key=key).first()
        if run is None:
            self.stop("Cancelled before there was a run.", Exit.CANCELLED)
        runner.cancel(run, at=timezone.now())
        return run

    def report(self, run: Run, *, as_json: bool) -> None:
        """Print the result to standard output, and everything else to standard error."""
        if as_json:
            self.stdout.write(json.dumps(as_document(run), ensure_ascii=False, indent=2))
        elif run.result is not None:
            self.stdout.write(json.dumps(run.result, ensure_ascii=False, indent=2))
        for sentence in (*run.mends, *run.problems, run.error):
            if sentence:
                self.say(sentence)
        self.say(f"{run.get_state_display()} after {run.elapsed.total_seconds():.1f} seconds")

    def interrupt(self, number: int, frame: FrameType | None) -> Never:
        """Turn Ctrl-C into a cancelled run."""
        raise KeyboardInterrupt

    def say(self, line: str) -> None:
        """Write a line of progress to standard error."""
        self.stderr.write(line, style_func=str)

    def stop(self, sentence: str, code: Exit) -> Never:
        """Exit with a sentence and a code."""
        self.stderr.write(sentence)
        sys.exit(code)


def as_document(run: Run) -> dict[str, Any]:
    """Return a run as other programs read it."""
    return {
        "id": str(run.id),
        "operation": run.operation,
        "state": run.state,
        "funding": run.funding,
        "credits": run.price if run.state == State.SUCCEEDED else 0,
        "provider": run.provider,
        "model": run.model,
        "answered_by": run.answered_by,
        "result": run.result,
        "mends": run.mends,
        "problems": run.problems,
        "error_code": run.error_code,
        "error": run.error,
        "seconds": round(run.elapsed.total_seconds(), 3),
    }
