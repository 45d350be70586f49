"""Words before and after a text that add nothing to it, by language."""

from sandbox.answers.prompt import Prompt

OPENERS = {
    "en": ("Now:", "At a glance:", "On display:", "Right here:", "For you:"),
    "cy": ("Nawr:", "Yma:", "I chi:"),
    "de": ("Aktuell:", "Jetzt:", "Für Sie:", "Auf einen Blick:"),
    "fr": ("Maintenant :", "À noter :", "Pour vous :"),
    "es": ("Ahora:", "Para usted:", "De un vistazo:"),
    "it": ("Adesso:", "Per voi:", "In breve:"),
    "nl": ("Nu:", "Voor u:", "In het kort:"),
}
CLOSERS = {
    "en": ("take a look", "see for yourself", "good to know", "thank you", "for everyone"),
    "cy": ("diolch", "i bawb", "dewch i weld"),
    "de": ("danke", "für alle", "gut zu wissen"),
    "fr": ("merci", "pour tous", "bon à savoir"),
    "es": ("gracias", "para todos", "bueno saberlo"),
    "it": ("grazie", "per tutti", "da sapere"),
    "nl": ("bedankt", "voor iedereen", "goed om te weten"),
}
NONE = {"": ("•", "→", "»"), "end": ("•", "←", "«")}


def is_english(language: str) -> bool:
    """Return whether the English rules apply."""
    return language == "en"


def of(language: str, prompt: Prompt) -> tuple[str, ...]:
    """Return a language's openers, beginning where the request decides."""
    return _turned(OPENERS.get(language, NONE[""]), prompt)


def closers_of(language: str, prompt: Prompt) -> tuple[str, ...]:
    """Return a language's closers, beginning where the request decides."""
    return _turned(CLOSERS.get(language, NONE["end"]), prompt)


def _turned(words: tuple[str, ...], prompt: Prompt) -> tuple[str, ...]:
    start = prompt.number("opener", len(words))
    return words[start:] + words[:start]
