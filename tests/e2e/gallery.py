"""Something to see on every page: a result, a failure, a run that waits, saved items, an ask."""

from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from ai_ops import library, library_bin, registry, runner
from ai_ops.following import Follows
from ai_ops.models import Run
from byok import spend, spend_limits
from byok.spend import Tokens
from connectors import refreshing, sources
from connectors.errors import DataError
from connectors.kinds.base import Kind
from credits import asks, ledger, queries
from credits.asks import Need
from credits.ledger import CapHit, HoldRequest
from credits.models import Cap, Wish
from sandbox.steering import Remote
from tenants import tokens
from tenants.models import Scope, Tenant, User

INPUTS: dict[str, dict[str, Any]] = {
    "theme": {
        "description": "A calm harbour café at dusk",
        "brand_colours": [{"hex": "#0E7C86", "locked": True}],
    },
    "image": {"prompt": "Fishing boats in a calm harbour at dusk", "shape": "portrait"},
    "analysis": {},
    "content": {"brief": "The guests and the takings of the quay, for the team"},
    "text": {"mode": "shorten", "source": "Total sales of the harbour branch today: {{value}}", "max_chars": 40},
}


class Gallery:
    """Each attribute is made when it is first asked for, and is the id that stands in an address."""

    def __init__(self, tenant: Tenant, designer: User, sandbox: Remote) -> None:
        self.tenant = tenant
        self.designer = designer
        self.sandbox = sandbox

    def start(self, slug: str, *, former: UUID | None = None, **inputs: Any) -> Run:
        """Start a run of the designer."""
        return runner.start(
            self.tenant,
            registry.get(slug),
            member=self.designer.pk,
            role="designer",
            inputs=INPUTS[slug] | inputs,
            submission_key=uuid4().hex,
            at=timezone.now(),
            follows=Follows(former=former, note="Warmer, calmer" if former else ""),
        )

    def make(self, slug: str, *, former: UUID | None = None, **inputs: Any) -> UUID:
        """Start a run and have it done."""
        run = self.start(slug, former=former, **inputs)
        runner.execute(run.pk)
        return run.pk

    def save(self, run: UUID, name: str) -> UUID:
        """Save a result to the library."""
        return library.save(Run.objects.get(pk=run), name, author=self.designer.pk, at=timezone.now()).pk

    @cached_property
    def done(self) -> UUID:
        return self.make("theme")

    @cached_property
    def failed(self) -> UUID:
        self.sandbox.fault("refusal", times=0)
        run = self.make("theme")
        self.sandbox.clear()
        return run

    @cached_property
    def waiting(self) -> UUID:
        return self.start("theme").pk

    @cached_property
    def theme(self) -> UUID:
        """A theme that follows another."""
        return self.make("theme", former=self.done)

    @cached_property
    def image(self) -> UUID:
        """An image that follows another."""
        return self.make("image", former=self.make("image"))

    @cached_property
    def text(self) -> UUID:
        """A text that follows another."""
        return self.make("text", former=self.make("text"))

    @cached_property
    def visits(self) -> str:
        """A source in which something stands out: a day of a fair, a lasting step, two columns that go together."""
        days = [date(2026, 6, 1) + timedelta(days=each) for each in range(120)]
        guests = [200 + 9 * (each * 7 % 5) + 80 * (each > 70) + 600 * (each == 40) for each in range(len(days))]
        rows = "".join(
            f"{day},{('quay', 'hall')[each % 2]},{count},€{count * 7}.50\n"
            for each, (day, count) in enumerate(zip(days, guests, strict=True))
        )
        file = f"day,room,guests,takings\n{rows}".encode()
        return sources.create_upload(self.tenant, "Visits", file, filename="visits.csv", at=timezone.now()).slug

    @cached_property
    def analysis(self) -> UUID:
        """An analysis of data that was analysed before."""
        self.make("analysis", source=self.visits)
        return self.make("analysis", source=self.visits, question="What changed lately?")

    @cached_property
    def layout(self) -> UUID:
        """A layout with a saved theme."""
        return self.make("content", sources=[self.visits], theme=str(self.saved_theme))

    @cached_property
    def saved_layout(self) -> UUID:
        return self.save(self.layout, "The quay today")

    @cached_property
    def upright(self) -> UUID:
        """A layout that follows another, for an upright screen."""
        former = self.make("content", sources=[self.visits], canvas="portrait")
        return self.make("content", former=former, sources=[self.visits], canvas="portrait")

    @cached_property
    def saved_theme(self) -> UUID:
        return self.save(self.done, "Dusk on the quay")

    @cached_property
    def saved_image(self) -> UUID:
        return self.save(self.image, "An image")

    @cached_property
    def saved_text(self) -> UUID:
        return self.save(self.text, "A text")

    @cached_property
    def saved_analysis(self) -> UUID:
        return self.save(self.analysis, "Summer at the quay")

    @cached_property
    def changed(self) -> UUID:
        """A saved theme with a history: changed by a person, and restored."""
        item = library.save(Run.objects.get(pk=self.theme), "Quay by night", author=self.designer.pk, at=timezone.now())
        modes = {**item.content["modes"]}
        mode = next(iter(modes))
        modes[mode] = {**modes[mode], "muted": modes[mode]["roles"]["text"]}
        content = {**item.content, "modes": modes}
        author, at = self.designer.pk, timezone.now()
        item = library.change(item, content, author=author, note="darker small print", is_ai_made=False, at=at)
        return library.restore(item, 1, author=author, at=at).pk

    @cached_property
    def binned(self) -> UUID:
        """Something in the bin."""
        item = library.save(Run.objects.get(pk=self.text), "An old text", author=self.designer.pk, at=timezone.now())
        library_bin.delete(item, at=timezone.now())
        return item.pk

    @cached_property
    def token(self) -> UUID:
        """A token that may do everything."""
        token, _text = tokens.create(self.tenant, "Till", scopes=[*Scope], days=90, at=timezone.now())
        return token.pk

    @cached_property
    def ask(self) -> UUID | int:
        """An ask for a higher limit; nearly all credits are used, so the strip is shown, too."""
        designer = self.designer.pk
        Cap.objects.create(account=self.tenant.account, member=designer, credits=95)
        remaining = queries.meter(self.tenant, at=timezone.now()).remaining
        hold = HoldRequest(uuid4(), remaining - 8, "image", designer, "gpt-image-2", "credits")
        ledger.reserve(self.tenant.account, hold, at=timezone.now())
        ledger.settle(hold.reference, at=timezone.now())
        need = Need(Wish.CAP, "image", 10, 7, CapHit(designer, "", 95, 93))
        return asks.make(self.tenant.account, need, member=designer, note="For Friday", at=timezone.now())[0].pk

    @cached_property
    def data(self) -> str:
        """A source with a corrected field, whose last file could not be read."""
        rows = "".join(f"2026-11-{day:02d},{(day % 3 and 'north') or 'south'},€{day}.50\n" for day in range(1, 25))
        file = f"day,region,revenue\n{rows}".encode()
        source = sources.create_upload(self.tenant, "Sales", file, filename="sales.xlsx", at=timezone.now())
        refreshing.correct_field(source, "region", Kind.NUMBER, at=timezone.now())
        with suppress(DataError):
            refreshing.refresh(source, b"", filename="sales.csv", at=timezone.now())
        return source.slug

    @cached_property
    def pushed(self) -> str:
        """A source of pushed rows, with a nested field."""
        source = sources.create_push(self.tenant, "Quay", at=timezone.now())
        refreshing.append(source, {"at": "2026-11-24T08:00", "room": {"guests": 3}}, at=timezone.now())
        return source.slug

    @cached_property
    def spend(self) -> None:
        """Own keys that spend, with and without a known price, past everybody's alert and a member's stop."""
        designer = self.designer.pk
        for provider, model, microdollars in (
            ("anthropic", "claude-haiku-5-5", 2_000_000),
            ("openai", "gpt-image-2", None),
        ):
            spend.record(
                self.tenant,
                provider,
                model=model,
                member=designer,
                tokens=Tokens(12_345, 4_567),
                microdollars=microdollars,
                at=timezone.now(),
            )
        spend_limits.put(self.tenant, member=None, alert_cents=100, stop_cents=500)
        spend_limits.put(self.tenant, member=designer, alert_cents=None, stop_cents=200)
