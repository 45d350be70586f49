"""The fonts that a theme may use: stacks of fonts that systems bring with them, no web fonts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """A font stack: what a model knows it by, and the families tried in turn."""

    slug: str
    label: str
    suits: str
    families: tuple[str, ...]

    @property
    def stack(self) -> str:
        """Return the stack as CSS writes it."""
        return ", ".join(f'"{family}"' if " " in family else family for family in self.families)


_ALL = (
    Font(
        "system-ui",
        "System sans",
        "neutral interface text in the screen's own font",
        ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"),
    ),
    Font(
        "humanist",
        "Humanist sans",
        "warm and open; long reading and hospitality",
        ("Seravek", "Gill Sans Nova", "Ubuntu", "Calibri", "DejaVu Sans", "sans-serif"),
    ),
    Font(
        "classical-humanist",
        "Classical humanist sans",
        "elegant and calm; headings with a hand-drawn air",
        ("Optima", "Candara", "Noto Sans", "sans-serif"),
    ),
    Font(
        "geometric-humanist",
        "Geometric humanist sans",
        "modern and friendly; headings and short text",
        ("Avenir", "Montserrat", "Corbel", "URW Gothic", "sans-serif"),
    ),
    Font(
        "geometric",
        "Geometric sans",
        "round forms, confident headings",
        ("Futura", "Century Gothic", "URW Gothic", "Avenir Next", "Questrial", "sans-serif"),
    ),
    Font(
        "neo-grotesque",
        "Neo-grotesque sans",
        "sober and exact; dashboards and tables",
        ("Inter", "Roboto", "Helvetica Neue", "Arial Nova", "Nimbus Sans", "Arial", "sans-serif"),
    ),
    Font(
        "industrial",
        "Industrial sans",
        "narrow and technical; transport, workshops, large numbers",
        ("Bahnschrift", "DIN Alternate", "Franklin Gothic Medium", "Nimbus Sans Narrow", "sans-serif"),
    ),
    Font(
        "condensed",
        "Condensed sans",
        "narrow headings where space is short",
        ("Avenir Next Condensed", "Arial Narrow", "Roboto Condensed", "Liberation Sans Narrow", "sans-serif"),
    ),
    Font(
        "rounded",
        "Rounded sans",
        "soft and playful; families, food, leisure",
        (
            "ui-rounded",
            "Hiragino Maru Gothic ProN",
            "Quicksand",
            "Comfortaa",
            "Arial Rounded MT Bold",
            "Calibri",
            "sans-serif",
        ),
    ),
    Font(
        "transitional",
        "Transitional serif",
        "balanced and trustworthy; news, law, banking",
        ("Charter", "Bitstream Charter", "Sitka Text", "Cambria", "Georgia", "serif"),
    ),
    Font(
        "old-style",
        "Old-style serif",
        "bookish and gentle; culture, cafés, menus",
        ("Iowan Old Style", "Palatino Linotype", "URW Palladio L", "P052", "Book Antiqua", "serif"),
    ),
    Font(
        "didone",
        "Didone serif",
        "high contrast and glamour; large headings only",
        ("Didot", "Bodoni MT", "Noto Serif Display", "URW Palladio L", "P052", "Sylfaen", "serif"),
    ),
    Font(
        "slab",
        "Slab serif",
        "sturdy and plain-spoken; headings, crafts, sport",
        ("Rockwell", "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", "serif"),
    ),
    Font(
        "antique",
        "Antique serif",
        "weathered and historic; heritage headings",
        ("Superclarendon", "Bookman Old Style", "URW Bookman", "URW Bookman L", "Georgia Pro", "Georgia", "serif"),
    ),
    Font(
        "monospace",
        "Monospaced",
        "code, figures in columns, technical dashboards",
        ("ui-monospace", "Cascadia Code", "Source Code Pro", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace"),
    ),
    Font(
        "slab-monospace",
        "Monospaced slab",
        "typewriter air; labels and short notes",
        ("Nimbus Mono PS", "Courier New", "Cutive Mono", "monospace"),
    ),
)

FONTS = {font.slug: font for font in _ALL}
