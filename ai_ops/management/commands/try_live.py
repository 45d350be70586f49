"""Try an operation against the real provider, with a real key, after asking."""

import json
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ai_ops import choices, registry, trials
from ai_ops.base import Json, Operation, SourceData
from ai_ops.errors import InvalidInputError
from ai_ops.providers import addresses
from ai_ops.trials import Trial
from connectors.errors import DataError
from tenants.models import Tenant


class Command(BaseCommand):
    help = (
        "Send an operation's examples to the real provider and print what is accepted, mended and refused, "
        "with tokens and cost. It takes no credits; the provider bills whoever owns the key. It asks before it sends."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("operation", help="the operation's slug, such as theme")
        parser.add_argument("--own-key", metavar="TENANT", help="use the tenant's own key, which is asked for")
        parser.add_argument(
            "--data", metavar="FILE", action="append", default=[], help="a table for an operation that needs one"
        )
        parser.add_argument("--input", metavar="FILE", help="inputs as JSON, in place of the operation's examples")

    def handle(self, *args: Any, **options: Any) -> None:
        operation = self.find(options["operation"])
        bodies = self.bodies(operation, options["input"])
        data = self.data(operation, options["data"])
        key = self.own_key(options["own_key"], operation) if options["own_key"] else self.platform_key(operation)
        self.ask(operation, len(bodies), owner=options["own_key"] or "this server")
        trials_done = [self.try_one(operation, body, key, data=data) for body in bodies]
        self.sum_up(operation, trials_done)

    def find(self, slug: str) -> Operation:
        """Return the operation. Raises CommandError."""
        try:
            return registry.get(slug)
        except registry.UnknownOperationError:
            known = ", ".join(each.slug for each in registry.all_operations())
            raise CommandError(f"There is no operation {slug!r}. There are: {known}.") from None

    def bodies(self, operation: Operation, source: str | None) -> list[Json]:
        """Return the inputs to try: the file's, or the operation's examples. Raises CommandError."""
        if source is None:
            return [dict(example.inputs) for example in operation.examples]
        try:
            return [json.loads(Path(source).read_text(encoding="utf-8"))]
        except (OSError, ValueError) as error:
            raise CommandError(f"{source} cannot be read as JSON: {error}.") from None

    def data(self, operation: Operation, files: list[str]) -> list[SourceData]:
        """Return the tables that an operation needs. Raises CommandError."""
        if not files and {"source", "sources"} & set(operation.needs):
            raise CommandError(f"{operation.slug} needs data. Name a file of it: --data FILE.")
        try:
            return [trials.read_data(Path(each)) for each in files]
        except (DataError, OSError) as error:
            raise CommandError(str(error)) from None

    def platform_key(self, operation: Operation) -> str:
        """Return this server's key. Raises CommandError where there is none."""
        name = f"{operation.provider.upper()}_API_KEY"
        key = str(getattr(settings, name))
        if not key:
            raise CommandError(f"{name} is not set, so there is no real key to try. Set it, or use --own-key TENANT.")
        return self.checked(key)

    def own_key(self, slug: str, operation: Operation) -> str:
        """Ask for a tenant's own key, which is neither shown nor kept. Raises CommandError."""
        if not Tenant.objects.filter(slug=slug).exists():
            raise CommandError(f"There is no tenant with the slug {slug!r}.")
        return self.checked(getpass(f"{slug}'s own key for {operation.provider} (not shown, not kept): ").strip())

    def checked(self, key: str) -> str:
        """Return a key that can go to the provider. Raises CommandError."""
        if not key or "sandbox" in key:
            raise CommandError("That is no key of the provider's. The sandbox would answer, and prove nothing.")
        return key

    def ask(self, operation: Operation, count: int, *, owner: str) -> None:
        """Ask before anything is sent. Raises CommandError at any answer but yes."""
        model = choices.standard(operation.provider)
        self.stdout.write(
            f"This sends {count} requests for {operation.slug} ({operation.prompt_version}) to "
            f"{addresses.address(operation.provider)}, model {model.id}. The provider bills {owner}."
        )
        if input("Send them? Type yes: ").strip().lower() != "yes":
            raise CommandError("Nothing was sent.")

    def try_one(self, operation: Operation, body: Json, key: str, *, data: list[SourceData]) -> Trial:
        """Try one request and print how it went. Raises CommandError for inputs that are not valid."""
        try:
            trial = trials.run(operation, body, key=key, data=data)
        except InvalidInputError as error:
            raise CommandError(f"These inputs are not valid: {error}") from None
        self.stdout.write(f"\n{json.dumps(body, ensure_ascii=False)[:120]}")
        self.stdout.write(
            f"  {trial.outcome} · {trial.calls} calls · {trial.seconds:.1f} s · "
            f"{trial.usage.input} tokens in, {trial.usage.output} out · {self.price(trial)}"
        )
        for mend in trial.mends:
            self.stdout.write(f"  adjusted: {mend}")
        for problem in trial.problems:
            self.stdout.write(f"  problem: {problem}")
        return trial

    def price(self, trial: Trial) -> str:
        """Return the cost in words."""
        return "cost not known" if trial.cost is None else f"${trial.cost:.5f}"

    def sum_up(self, operation: Operation, done: list[Trial]) -> None:
        """Print the sums, and where to write them down."""
        accepted = sum(trial.outcome.startswith("accepted") for trial in done)
        costs = [trial.cost for trial in done if trial.cost is not None]
        total = f"${sum(costs):.5f}" if costs else "not known"
        self.stdout.write(f"\n{accepted} of {len(done)} accepted, cost {total}.")
        self.stdout.write(f"Write it down for {operation.prompt_version} in docs/prompts.md.")
