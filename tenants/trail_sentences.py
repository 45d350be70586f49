"""What each action of the audit trail is called, and the sentence that says it.

An action has several sentences where its detail says which fits: the first one whose conditions
hold is used. They follow the person's name, so they begin with the verb.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with places such as %(role)s, and the facts under which it fits."""

    text: Text
    when: dict[str, Any]

    def fits(self, facts: dict[str, Any]) -> bool:
        """Return whether all its conditions hold."""
        return all(facts.get(name) == value for name, value in self.when.items())


def say(text: Text, **when: Any) -> Sentence:
    """Return a sentence that fits under these conditions."""
    return Sentence(text, when)


@dataclass(frozen=True, slots=True)
class Action:
    """An action's short name, and its sentences."""

    label: Text
    sentences: tuple[Sentence, ...]


def act(label: Text, *sentences: Sentence | Text) -> Action:
    """Return an action; its last sentence fits always."""
    return Action(label, tuple(each if isinstance(each, Sentence) else say(each) for each in sentences))


MEMBERS: Final = {
    "tenant.created": act(_("Tenant made"), _("made this tenant, with the plan %(plan)s")),
    "tenant.switched": act(_("Tenant opened"), _("switched to this tenant")),
    "member.invited": act(_("Person invited"), _("invited a person as %(role)s")),
    "member.invitation_revoked": act(_("Invitation revoked"), _("revoked the invitation of a person as %(role)s")),
    "member.joined": act(
        _("Member joined"),
        say(_("made %(target)s a member, as %(role)s"), by="staff"),
        _("accepted an invitation and joined as %(role)s"),
    ),
    "member.role_changed": act(
        _("Role changed"),
        say(_("made %(target)s %(role)s"), by="staff"),
        _("changed the role of %(target)s from %(from)s to %(to)s"),
    ),
    "member.removed": act(_("Member removed"), _("removed %(target)s, who was %(role)s")),
}
SIGN_IN: Final = {
    "person.signed_in": act(_("Signed in"), _("signed in")),
    "person.sign_in_failed": act(_("Sign-in failed"), _("failed to sign in")),
    "person.password_changed": act(_("Password changed"), _("changed their password")),
    "person.password_reset": act(_("Password reset"), _("reset their password")),
    "person.second_factor_on": act(_("Second factor on"), _("turned their second factor on")),
    "person.second_factor_off": act(
        _("Second factor off"),
        say(_("removed the second factor of %(target)s"), by="staff"),
        _("turned their second factor off"),
    ),
    "person.rights_changed": act(_("Rights changed"), _("changed what %(target)s may do")),
    "person.recovery_codes_made": act(_("Recovery codes made"), _("made new recovery codes")),
    "person.second_factor_failed": act(_("Second factor failed"), _("entered a wrong code of the second factor")),
}
CREDITS: Final = {
    "account.plan_changed": act(
        _("Plan changed"),
        say(_("set the plan to change to %(plan)s at the next reset"), outcome="scheduled"),
        say(_("kept the plan %(plan)s; no change waits any more"), outcome="kept"),
        _("changed the plan to %(plan)s"),
    ),
    "account.adjusted": act(
        _("Credits adjusted"),
        say(_("took %(amount)s: %(reason)s"), is_less=True),
        _("gave %(amount)s: %(reason)s"),
    ),
    "account.anchor_changed": act(_("Reset day changed"), _("moved the reset to day %(anchor_day)s of the month")),
    "run.returned": act(_("Run’s credits returned"), _("returned %(amount)s that a run had used: %(reason)s")),
    "plan.saved": act(_("Plan saved"), _("saved a plan")),
    "plan.deleted": act(_("Plan deleted"), _("deleted a plan")),
    "plan.revised": act(
        _("Plan’s credits changed"),
        say(
            _("changed the plan %(target)s from %(before)s to %(credits)s credits, this month too: %(reason)s"),
            current_months=True,
        ),
        _("changed the plan %(target)s from %(before)s to %(credits)s credits from the next reset on: %(reason)s"),
    ),
    "plan.retired": act(_("Plan retired"), _("retired the plan %(target)s, which accounts on it keep")),
    "plan.offered": act(_("Plan offered again"), _("offered the plan %(target)s again")),
    "price.saved": act(_("Price saved"), _("changed the price of %(target)s")),
    "price.deleted": act(_("Price removed"), _("gave %(target)s its usual price again")),
}
LIMITS: Final = {
    "cap.set": act(
        _("Limit set"),
        say(_("set the limit %(scope)s to %(after)s credits a month"), before=None),
        _("changed the limit %(scope)s from %(before)s to %(after)s credits a month"),
    ),
    "cap.removed": act(_("Limit removed"), _("removed the limit %(scope)s, which was %(before)s credits a month")),
    "alerts.changed": act(_("Alerts changed"), _("changed when alerts about credits are sent")),
    "ask.made": act(
        _("Asked for credits"),
        say(_("asked for %(wish)s"), operation=""),
        _("asked for %(wish)s, to run %(operation)s"),
    ),
    "ask.answered": act(
        _("Ask answered"),
        say(_("granted what %(member)s had asked for: %(wish)s"), answer="granted"),
        say(_("declined what %(member)s had asked for: %(wish)s"), answer="declined"),
        _("answered what %(member)s had asked for: %(wish)s"),
    ),
    "ask.granted": act(_("Ask granted"), _("granted what %(member)s had asked for")),
    "ask.declined": act(_("Ask declined"), _("declined what %(member)s had asked for")),
}
KEYS: Final = {
    "key.entered": act(
        _("Own key entered"),
        say(_("entered the %(provider)s key %(mask)s"), before=None),
        _("replaced the %(provider)s key %(before)s by %(mask)s"),
    ),
    "key.tested": act(
        _("Own key tested"),
        say(_("tested the %(provider)s key %(mask)s: it is accepted"), state="active"),
        say(_("tested the %(provider)s key %(mask)s: it is refused"), state="refused"),
        say(_("tested the %(provider)s key %(mask)s: its account is out of money"), state="limited"),
        say(_("tested the %(provider)s key %(mask)s: this server can no longer read it"), state="unreadable"),
        _("tested the %(provider)s key %(mask)s: it could not be checked"),
    ),
    "key.paused": act(_("Own key paused"), _("paused the %(provider)s key %(mask)s: new runs use credits")),
    "key.resumed": act(_("Own key resumed"), _("resumed the %(provider)s key %(mask)s: new runs use it again")),
    "key.removed": act(_("Own key removed"), _("removed the %(provider)s key %(mask)s")),
}
MODELS: Final = {
    "models.chosen": act(
        _("Model chosen"),
        say(_("chose the quality %(after)s for images to begin with, instead of %(before)s"), field="quality"),
        say(
            _("chose %(after)s for runs on the own %(provider)s key, instead of %(before)s"),
            field="own_key_model",
        ),
        _("chose %(after)s for runs on credits at %(provider)s, instead of %(before)s"),
    ),
}
SPEND: Final = {
    "spend.limit_set": act(
        _("Own-key limit set"),
        say(
            _("set the limit of everybody’s own-key spend: alert %(alert)s, stop %(stop)s"),
            is_for_all=True,
            is_new=True,
        ),
        say(
            _(
                "changed the limit of everybody’s own-key spend: alert %(alert_before)s to %(alert)s, "
                "stop %(stop_before)s to %(stop)s"
            ),
            is_for_all=True,
        ),
        say(_("set the limit of %(member)s’s own-key spend: alert %(alert)s, stop %(stop)s"), is_new=True),
        _(
            "changed the limit of %(member)s’s own-key spend: alert %(alert_before)s to %(alert)s, "
            "stop %(stop_before)s to %(stop)s"
        ),
    ),
    "spend.limit_removed": act(
        _("Own-key limit removed"),
        say(
            _("removed the limit of everybody’s own-key spend, which was alert %(alert)s, stop %(stop)s"),
            is_for_all=True,
        ),
        _("removed the limit of %(member)s’s own-key spend, which was alert %(alert)s, stop %(stop)s"),
    ),
}
DATA: Final = {
    "source.created": act(
        _("Source made"),
        say(_("made the source %(target)s of a file"), kind="upload"),
        say(_("made the source %(target)s, which other programs send rows to"), kind="push"),
        _("made the source %(target)s"),
    ),
    "source.refreshed": act(
        _("Source refreshed"),
        say(_("put a file into the source %(target)s that held what was there already"), is_new=False),
        _("put a new file into the source %(target)s: %(rows)s rows"),
    ),
    "source.field_corrected": act(
        _("Type corrected"),
        say(_("had %(field)s of the source %(target)s read as it is detected again"), kind="detected"),
        _("had %(field)s of the source %(target)s read as %(kind)s"),
    ),
    "source.retention_changed": act(
        _("Snapshots kept"), _("had %(snapshots)s snapshots of the source %(target)s kept, for %(days)s days")
    ),
    "source.disabled": act(_("Source disabled"), _("disabled the source %(target)s")),
    "source.enabled": act(_("Source enabled"), _("enabled the source %(target)s")),
    "source.removed": act(_("Source removed"), _("removed the source %(target)s and its snapshots")),
}
LIBRARY: Final = {
    "item.renamed": act(_("Saved item renamed"), _("renamed the saved item %(before)s to %(name)s")),
    "item.changed": act(_("Saved item changed"), _("changed the saved item %(name)s: version %(version)s")),
    "item.restored": act(
        _("Version restored"), _("made version %(number)s of the saved item %(name)s the newest again")
    ),
    "item.theme_applied": act(_("Theme applied"), _("gave the saved item %(name)s the theme %(theme)s")),
    "item.duplicated": act(_("Saved item copied"), _("copied the saved item %(before)s as %(name)s")),
    "item.imported": act(
        _("Saved item imported"),
        say(_("imported a file as a new version of the saved item %(name)s"), how="overwrite"),
        _("imported a file as the saved item %(name)s"),
    ),
    "item.deleted": act(_("Saved item deleted"), _("deleted the saved item %(name)s; it lies in the bin")),
    "item.brought_back": act(_("Saved item brought back"), _("brought the saved item %(name)s back from the bin")),
    "item.purged": act(
        _("Saved item deleted for good"),
        say(_("deleted the saved item %(name)s for good, after its time in the bin"), by_time=True),
        _("deleted the saved item %(name)s from the bin for good"),
    ),
}
TOKENS: Final = {
    "token.created": act(
        _("API token made"),
        say(_("made the API token %(target)s, which never expires: %(name)s"), days=None),
        _("made the API token %(target)s for %(days)s days: %(name)s"),
    ),
    "token.revoked": act(_("API token revoked"), _("revoked the API token %(target)s: %(name)s")),
}
EXPORTS: Final = {
    "source.exported": act(_("Data downloaded"), _("downloaded snapshot %(number)s of the source %(target)s")),
    "spend.exported": act(_("Own-key spend downloaded"), _("downloaded the own-key spend of %(target)s as a CSV file")),
    "statement.exported": act(_("Statement downloaded"), _("downloaded the statement as a CSV file")),
    "audit.exported": act(_("Audit trail downloaded"), _("downloaded the audit trail as a CSV file")),
}
GROUPS: Final = (
    (_("Members"), MEMBERS),
    (_("Sign-in and security"), SIGN_IN),
    (_("Plan and credits"), CREDITS),
    (_("Limits, alerts and asks"), LIMITS),
    (_("Own keys"), KEYS),
    (_("Own-key spend"), SPEND),
    (_("Models"), MODELS),
    (_("Data"), DATA),
    (_("Library"), LIBRARY),
    (_("API tokens"), TOKENS),
    (_("Downloads"), EXPORTS),
)
ACTIONS: Final = {name: action for _label, group in GROUPS for name, action in group.items()}


def choices() -> list[tuple[Text, list[tuple[str, Text]]]]:
    """Return the actions as choices in groups."""
    return [(label, [(name, action.label) for name, action in group.items()]) for label, group in GROUPS]


def label_of(action: str) -> str:
    """Return an action's short name, or the action itself where it has none."""
    return str(ACTIONS[action].label) if action in ACTIONS else action


def sentence_of(action: str, facts: dict[str, Any]) -> str:
    """Return the sentence that fits, without its places filled; the action itself where there is none."""
    known = ACTIONS[action].sentences if action in ACTIONS else ()
    return next((str(each.text) for each in known if each.fits(facts)), action.replace("%", "%%"))
