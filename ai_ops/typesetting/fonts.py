"""The font files that layouts are shown with, one family for each font that a theme may name.

A theme names stacks of fonts that systems bring with them; which one a screen has is not known. A layout
must fit wherever it is shown, so it brings its own: free fonts (SIL OFL 1.1 and Apache 2.0) from packages.
"""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

FALLBACK = "system-ui"


@dataclass(frozen=True, slots=True)
class Family:
    """A variable font: the package that ships it, its file, and the name that style sheets know it by.

    The name is our own, so that no font of the same name on a screen ever stands in.
    """

    package: str
    file: str
    name: str
    generic: str

    @property
    def path(self) -> Path:
        """Return where the font's file is."""
        return folder(self.package) / self.file

    @property
    def stack(self) -> str:
        """Return what a font-family attribute says."""
        return f"{self.name}, {self.generic}"


def folder(package: str) -> Path:
    """Return the folder of a package's font files."""
    return Path(str(resources.files(package) / "files"))


INTER = Family("fontpkg_inter", "Inter[opsz,wght].ttf", "Inspire Inter", "sans-serif")
SOURCE_SANS = Family("fontpkg_source_sans_3", "SourceSans3[wght].ttf", "Inspire Source Sans", "sans-serif")
MONTSERRAT = Family("fontpkg_montserrat", "Montserrat[wght].ttf", "Inspire Montserrat", "sans-serif")
JOST = Family("fontpkg_jost", "Jost[wght].ttf", "Inspire Jost", "sans-serif")
CONDENSED = Family("fontpkg_roboto_condensed", "RobotoCondensed[wght].ttf", "Inspire Condensed", "sans-serif")
NUNITO = Family("fontpkg_nunito", "Nunito[wght].ttf", "Inspire Nunito", "sans-serif")
SOURCE_SERIF = Family("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "Inspire Source Serif", "serif")
GARAMOND = Family("fontpkg_eb_garamond", "EBGaramond[wght].ttf", "Inspire Garamond", "serif")
PLAYFAIR = Family("fontpkg_playfair_display", "PlayfairDisplay[wght].ttf", "Inspire Playfair", "serif")
SLAB = Family("fontpkg_roboto_slab", "RobotoSlab[wght].ttf", "Inspire Slab", "serif")
BASKERVILLE = Family("fontpkg_libre_baskerville", "LibreBaskerville[wght].ttf", "Inspire Baskerville", "serif")
MONO = Family("fontpkg_jetbrains_mono", "JetBrainsMono[wght].ttf", "Inspire Mono", "monospace")

FAMILIES = {
    "system-ui": INTER,
    "humanist": SOURCE_SANS,
    "classical-humanist": SOURCE_SANS,
    "geometric-humanist": MONTSERRAT,
    "geometric": JOST,
    "neo-grotesque": INTER,
    "industrial": CONDENSED,
    "condensed": CONDENSED,
    "rounded": NUNITO,
    "transitional": SOURCE_SERIF,
    "old-style": GARAMOND,
    "didone": PLAYFAIR,
    "slab": SLAB,
    "antique": BASKERVILLE,
    "monospace": MONO,
    "slab-monospace": MONO,
}


def all_families() -> list[Family]:
    """Return every family once."""
    return list(dict.fromkeys(FAMILIES.values()))


def family(slug: str) -> Family:
    """Return the family for a theme's font; one that is not known gets the plain one."""
    return FAMILIES.get(slug, FAMILIES[FALLBACK])
