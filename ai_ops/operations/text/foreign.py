"""What no proposed text may bring in: links and addresses, markup, words about the answer itself."""

import re
from collections import Counter

ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww[.。\uff0e｡]\S+|\b(?:mailto|tel|sms|javascript|vbscript):\S+|\bdata:\w+/\S+"
    r"|[^\s@]+@[^\s@]{2,}"
    r"|(?<![\w-])(?=[\w-]*[^\W\d_])(?:[\w-]+[.。\uff0e｡])+[^\W\d_]{2,}(?:[:/?#]\S*)?"
    r"|(?<!\S)\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
MARKUP = {
    "HTML": re.compile(r"<[A-Za-z/!?][^<>]*>?|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"),
    "Markdown": re.compile(
        r"\*\*|__|`|~~|\]\(|\]\[|^[ ]{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?=[ ]+\S)|^[ ]{0,3}(?:-{3,}|={3,})[ ]*$"
        r"|(?<!\w)[*_](?=\w(?:[^*_\n]*\w)?[*_](?!\w))",
        re.MULTILINE,
    ),
    "template code": re.compile(r"\{%|%\}|\{#|#\}|\$\{|<%|%>"),
}
KIND = (
    r"text|version|rewrite|rewording|translation|variant|option|suggestion|answer|result|label|line|sentence|"
    r"texte|traduction|réponse|übersetzung|vorschlag|antwort|fassung|versión|traducción|texto|respuesta|"
    r"versione|traduzione|testo|risposta|vertaling|tekst|antwoord|cyfieithiad|testun"
)
PREAMBLE = re.compile(
    r"^(?:(?:sure|certainly|of course|okay|ok|no problem|natürlich|gerne?|bien sûr|claro|certo|natuurlijk)"
    r"(?: thing)?[!:.]\s"
    r"|(?:here(?:'|’)?s|here (?:is|are)|this is|below is|voici|hier ist|hier sind|aquí (?:está|tiene)|ecco|dyma)\b"
    rf"[^\n:]{{0,30}}\b(?:{KIND})s?\b[^\n:]{{0,40}}:\s"
    r"|(?:(?:the|my|your|a|re-?written|re-?worded|revised|translated|short(?:er|ened)?|long(?:er)?|expanded|corrected|"
    rf"improved|final|new) ){{0,3}}(?:{KIND})(?: (?:[a-c\d]|in(?:to)? \w+))?\s?:\s)",
    re.IGNORECASE,
)


def has_address(text: str, allowed: str) -> bool:
    """Return whether a text has a link or an e-mail address that does not stand in what is allowed."""
    return bool(_addresses(text) - _addresses(allowed))


def _addresses(text: str) -> set[str]:
    return {each.lower().rstrip(".,;:!?)”»\"'") for each in ADDRESS.findall(text)}


def markup_of(text: str, source: str) -> list[str]:
    """Return the kinds of markup that a text has more of than its source."""
    return [name for name, pattern in MARKUP.items() if _signs(pattern, text) - _signs(pattern, source)]


def _signs(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(each.strip().casefold() for each in pattern.findall(text))


def is_about_itself(text: str) -> bool:
    """Return whether a text begins with words about the answer, such as “Here is a shorter version:”."""
    return bool(PREAMBLE.match(text))
