"""The numbers of a text by their value, however they are written: 1,200 is 1.200, and 12:30 is 12.30."""

import re
import unicodedata

GROUPED = r"(?<!\d)\d{1,3}(?:[.,'’\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
SPACED = r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"
CHAIN = r"\d+(?:[./:-]\d+){2,}"
PLAIN = r"\d+(?:[.,:]\d+| ?h ?\d{2}(?!\d))?"
NUMBER = re.compile(f"(?P<grouped>{GROUPED})|(?P<spaced>{SPACED})|(?P<chain>{CHAIN})|(?P<plain>{PLAIN})")
DECIMALS = re.compile(r"[.,](\d{1,2})$")


def new_numbers(text: str, allowed: str) -> list[str]:
    """Return the numbers of a text, as written, whose values do not stand in what is allowed."""
    known = {value for match in NUMBER.finditer(allowed) for reading in _readings(match) for value in reading}
    return [
        match[0] for match in NUMBER.finditer(text) if not any(set(reading) <= known for reading in _readings(match))
    ] + sorted(_figures(text) - _figures(allowed))


def _readings(match: re.Match[str]) -> list[list[str]]:
    """Return the ways in which a number can be read, each as the values that it has then.

    Parts with spaces between may be one number in groups or several; a date has several.
    """
    token = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in match[0])
    if match["grouped"]:
        decimals = DECIMALS.search(token)
        whole = token[: decimals.start()] if decimals else token
        return [[_value(re.sub(r"\D", "", whole), decimals[1] if decimals else "")]]
    parts = re.findall(r"\d+", token)
    if match["plain"]:
        return [[_value(*parts)]]
    apart = [_value(part) for part in parts]
    return [[_value("".join(parts))], apart] if match["spaced"] else [apart]


def _value(whole: str, decimals: str = "") -> str:
    rest = decimals.rstrip("0")
    return f"{int(whole)}.{rest}" if rest else str(int(whole))


def _figures(text: str) -> set[str]:
    """Return number characters that are no decimal digits: ½, Ⅳ, ①."""
    return {each for each in text if unicodedata.category(each) in {"No", "Nl"}}
