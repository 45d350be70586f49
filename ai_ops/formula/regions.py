"""Where the reader is: how numbers and dates are written there, and its time zone."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from babel import Locale


@dataclass(frozen=True, slots=True)
class Region:
    """A CLDR locale such as en_GB, and the zone that times with a zone are shown in."""

    locale: Locale = field(default_factory=lambda: Locale("en", "GB"))
    zone: tzinfo = UTC


def region(language: str, zone: tzinfo = UTC) -> Region:
    """Return the region of a language code such as en-gb or de. Raises babel.UnknownLocaleError, ValueError."""
    return Region(Locale.parse(language.replace("-", "_")), zone)
