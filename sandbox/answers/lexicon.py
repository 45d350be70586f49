"""What words look like: hue, chroma, lightness and mood, and a stable guess for unknown ones."""

from dataclasses import dataclass
from hashlib import sha256

MOODS = ("calm", "warm", "fresh", "bold", "elegant", "technical", "playful", "corporate")


@dataclass(frozen=True, slots=True)
class Tone:
    """What one word adds: an OKLCH hue (None: no colour of its own), a chroma, a shift of lightness."""

    word: str
    hue: float | None
    chroma: float
    lightness: float
    mood: str


# hue, chroma, lightness, mood, words
_GROUPS: tuple[tuple[float | None, float, float, str, str], ...] = (
    (232, 0.10, -0.04, "calm", "harbour harbor port marina dock pier quay wharf"),
    (240, 0.13, -0.02, "calm", "sea ocean marine maritime nautical wave sailing lighthouse"),
    (215, 0.10, 0.03, "fresh", "lake river water rain pool aqua spa swimming"),
    (195, 0.11, 0.02, "fresh", "teal lagoon turquoise cyan tropical reef mint dentist clinic"),
    (150, 0.12, -0.06, "calm", "forest pine fir wood woodland jungle moss fern park"),
    (138, 0.15, 0.02, "fresh", "green garden leaf grass meadow spring botanical vegan organic eco"),
    (122, 0.16, 0.06, "fresh", "lime apple kiwi pistachio juice salad"),
    (112, 0.09, -0.03, "warm", "olive olives army military safari camping"),
    (98, 0.15, 0.10, "playful", "sun sunny yellow lemon honey bee banana summer"),
    (85, 0.12, 0.04, "elegant", "gold golden brass luxury luxurious royal jewellery jewelry champagne"),
    (72, 0.10, 0.03, "warm", "sand sandy desert beach dune wheat bread bakery straw"),
    (60, 0.15, 0.02, "warm", "orange pumpkin autumn fall harvest amber citrus"),
    (52, 0.08, -0.08, "warm", "cafe coffee espresso chocolate brown leather roastery barista cocoa"),
    (48, 0.06, -0.06, "warm", "timber wooden oak walnut barn rustic craft cabin library books"),
    (40, 0.14, -0.02, "warm", "terracotta clay brick rust copper canyon sunset ember italian"),
    (36, 0.10, 0.06, "fresh", "dawn sunrise morning breakfast daybreak"),
    (28, 0.20, -0.02, "bold", "red fire flame tomato chili pizza sport sports racing football alarm"),
    (16, 0.15, -0.10, "elegant", "wine burgundy claret opera velvet maroon vineyard"),
    (12, 0.14, 0.04, "playful", "coral salmon peach flamingo watermelon"),
    (0, 0.15, 0.05, "playful", "pink rose blossom cherry candy wedding valentine bubblegum"),
    (345, 0.20, 0.00, "bold", "magenta fuchsia raspberry party pop festival carnival"),
    (330, 0.12, -0.04, "elegant", "plum orchid berry fashion perfume beauty boutique"),
    (312, 0.11, -0.07, "calm", "dusk twilight evening sundown gloaming"),
    (300, 0.15, -0.03, "elegant", "purple violet aubergine mystic magic theatre cinema"),
    (292, 0.10, 0.08, "calm", "lavender lilac wisteria dream yoga meditation sleep"),
    (278, 0.13, -0.10, "technical", "night midnight indigo space galaxy cosmic stars observatory"),
    (265, 0.16, -0.02, "technical", "electric digital cyber data code gaming arcade startup"),
    (258, 0.10, -0.06, "corporate", "corporate business bank finance office insurance navy consulting"),
    (250, 0.09, -0.01, "corporate", "government council public university school campus law court notary"),
    (222, 0.11, -0.02, "technical", "airport transport train tram station bus traffic travel departures"),
    (203, 0.10, 0.05, "calm", "hospital health medical doctor pharmacy care nurse emergency"),
    (245, 0.05, 0.08, "fresh", "sky ice icy winter snow glacier arctic frost nordic scandinavian"),
    (240, 0.02, -0.05, "technical", "steel concrete industrial factory warehouse workshop machine metal"),
    (230, 0.015, 0.00, "calm", "grey gray slate stone fog mist foggy misty pebble ash"),
    (90, 0.02, 0.08, "elegant", "ivory cream linen paper marble porcelain gallery museum"),
    (320, 0.24, 0.04, "bold", "neon glow laser rave club disco synthwave vaporwave"),
    (75, 0.05, -0.04, "elegant", "vintage retro antique heritage historic classic sepia"),
    (None, 0.0, 0.02, "calm", "calm quiet gentle soft peaceful relaxed serene slow muted subtle"),
    (None, 0.0, 0.00, "warm", "warm cosy cozy friendly homely welcoming hearth family"),
    (None, 0.0, 0.04, "fresh", "fresh clean bright light airy crisp pure young"),
    (None, 0.0, 0.00, "bold", "bold strong loud vivid vibrant dynamic energetic striking powerful"),
    (None, 0.0, -0.02, "elegant", "elegant refined premium noble graceful sophisticated chic exclusive"),
    (None, 0.0, 0.00, "technical", "technical modern minimal minimalist precise sleek futuristic dashboard"),
    (None, 0.0, 0.03, "playful", "playful fun kids children toy funny cheerful joyful happy"),
    (None, 0.0, 0.00, "corporate", "serious formal trustworthy professional sober reliable official"),
    (None, 0.0, -0.08, "elegant", "dark moody deep gothic dramatic noir"),
)

LEXICON = {
    word: Tone(word=word, hue=hue, chroma=chroma, lightness=lightness, mood=mood)
    for hue, chroma, lightness, mood, words in _GROUPS
    for word in words.split()
}


def tone_of(word: str) -> Tone | None:
    """Return the tone of a known word, also in its plural, or None."""
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("y")):
        if form in LEXICON:
            return LEXICON[form]
    return None


def guess(word: str) -> Tone:
    """Return a tone for an unknown word: arbitrary, and the same for ever."""
    number = int(sha256(word.encode()).hexdigest()[:8], 16)
    mood = MOODS[number // 360 % len(MOODS)]
    return Tone(word=word, hue=float(number % 360), chroma=0.08 + number % 7 / 100, lightness=0.0, mood=mood)
