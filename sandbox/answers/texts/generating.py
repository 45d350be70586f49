"""Write a new line from an instruction's words."""

import re
from collections.abc import Iterator

from sandbox.answers.texts import openers, translating
from sandbox.answers.texts.wish import Wish, lowered, raised

UNSAFE = re.compile(r"<[^>]*>?|\b\w+://\S+|\bwww\.\S+|\S+@\S+|[*_`#~\[\]{}<>|\\]")
REQUEST = re.compile(
    r"^(?:please )?(?:(?:write|create|make|give(?: me)?|say)(?: us)? )?(?:(?:a|an|some|one) )?"
    r"(?:(?:short|new|nice|friendly|catchy) )*(?:(?:line|text|label|sentence|title|headline|message|slogan|note) )?"
    r"(?:(?:about|on|for|that|saying) )?",
    re.IGNORECASE,
)
CALL = re.compile(
    r"^(?:please )?(?:invite|tell|ask|remind|encourage|urge) (?:our |the |all |all our )?\w+ to (.+)$", re.IGNORECASE
)
SUBJECT = re.compile(
    r"^(?:please )?(?:announce|tell|inform|remind|welcome|warn|advertise|describe|promote)"
    r"(?: (?:guests|visitors|people|customers|everyone|staff))?(?: (?:that|about|of|to))? (.+)$",
    re.IGNORECASE,
)
CALLS = {
    "friendly": ("Come and {call}", "We would love you to {call}", "Take a moment to {call}"),
    "formal": ("You are cordially invited to {call}", "We invite you to {call}", "Guests are welcome to {call}"),
    "playful": ("Fancy a treat? {Call}!", "Ready, steady, {call}!", "Psst: {call}!"),
    "urgent": ("Do not miss out: {call}", "Today only: {call}!", "Hurry and {call}!"),
    "plain": ("{Call}", "You can {call}", "Time to {call}"),
    "neutral": ("{Call}", "You are invited to {call}", "Join us and {call}"),
}
SUBJECTS = {
    "friendly": ("Good news: {subject}", "{Subject} – lovely to have you here", "For you: {subject}"),
    "formal": ("Notice: {subject}", "We are pleased to present {subject}", "{Subject} – for your attention"),
    "playful": ("Ta-da! {Subject}", "{Subject} – woohoo!", "Guess what? {Subject}!"),
    "urgent": ("Now: {subject}!", "Attention: {subject}", "{Subject} – do not miss out!"),
    "plain": ("{Subject}", "Here: {subject}", "{Subject}, today"),
    "neutral": ("{Subject}", "Discover {subject}", "On show: {subject}"),
}


def candidates(wish: Wish) -> Iterator[str]:
    """Yield new lines; marks of the source come at the end, and one line shows a field that may be used."""
    for text in _lines(wish):
        line = text if openers.is_english(wish.language) else translating.translate(text, wish.language)
        missing = [mark for mark in wish.needed if mark not in line]
        yield " ".join([line.rstrip(":"), *missing]) if missing else line
        if wish.spare:
            yield " ".join([f"{line.rstrip('.!:')}:", *missing, wish.spare[0]])


def _lines(wish: Wish) -> Iterator[str]:
    said = " ".join(UNSAFE.sub(" ", wish.instruction or wish.source).split()).rstrip(".") or "something new"
    call = CALL.match(said)
    frames = CALLS if call else SUBJECTS
    subject = SUBJECT.match(said)
    core = call[1] if call else (subject[1] if subject else REQUEST.sub("", said) or said)
    words = {"call": lowered(core), "Call": raised(core), "subject": lowered(core), "Subject": raised(core)}
    tones = [wish.tone if wish.tone in frames else "neutral", "neutral", "plain", "friendly"]
    start = wish.prompt.number("line", 3)
    for tone in dict.fromkeys(tones):
        for place in range(3):
            yield frames[tone][(start + place) % 3].format_map(words)
