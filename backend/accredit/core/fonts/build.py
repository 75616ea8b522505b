"""Make the static fonts of certificates and invoices from their upstream releases.

Run by hand, only when a font is to be replaced: ``python build.py SOURCES`` where SOURCES holds the
unpacked npm packages ``source-serif`` and ``inter-ui`` and Debian's ``fonts-noto-core`` (README.md
names versions). Typst reads static TTF only, so each weight is one file; the same input gives the
same bytes. Source Serif reserves the name "Source" (OFL 1.1, clause 3), hence the new family names.
"""

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

HERE = Path(__file__).parent
SERIF = "source-serif/VAR/SourceSerif4Variable-{}.ttf"
INTER = "inter-ui/web/Inter-{}.woff2"
NOTO = "noto/usr/share/fonts/truetype/noto/{}-Regular.ttf"
SCRIPTS = (
    "NotoNaskhArabic",
    "NotoSerifArmenian",
    "NotoSerifBengali",
    "NotoSerifDevanagari",
    "NotoSerifGeorgian",
    "NotoSerifGujarati",
    "NotoSerifGurmukhi",
    "NotoSerifHebrew",
    "NotoSerifTamil",
    "NotoSerifThai",
)
# Latin with Extended-A, -B and Additional (Vietnamese), Greek, Cyrillic, combining marks, punctuation.
EUROPEAN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2B0, 0x370),
    *range(0x370, 0x530),
    *range(0x1E00, 0x2000),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x2040),
    0x2044,
    *range(0x20A0, 0x20C1),
    0x2116,
    0x2122,
    0x2212,
]
# Shaping needs these; alternates are never asked for, and contextual ones cost time on every line.
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]


def rename(font: TTFont, family: str, weight: int, italic: bool) -> None:
    """Give the font one family name of its own, so that Typst selects it by that name alone."""
    style = ("Italic" if weight == 400 else f"{weight} Italic") if italic else "Regular"
    postscript = f"{family}-{style}".replace(" ", "")
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def subset(font: TTFont, codepoints: list[int] | None, features: list[str] | None) -> None:
    """Keep the given characters (all when None) and layout features (all when None), drop hinting."""
    options = Options()
    options.layout_features = features or ["*"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "meta", "DSIG"]
    worker = Subsetter(options)
    worker.populate(unicodes=codepoints if codepoints is not None else list(font.getBestCmap()))
    worker.subset(font)


def coverage() -> dict[str, list[list[int]]]:
    """Ranges of characters, first and last, that each font of this folder draws."""
    table: dict[str, list[list[int]]] = {}
    for path in sorted(HERE.glob("*.ttf")):
        ranges: list[list[int]] = []
        for codepoint in sorted(TTFont(path).getBestCmap()):
            if ranges and ranges[-1][1] == codepoint - 1:
                ranges[-1][1] = codepoint
            else:
                ranges.append([codepoint, codepoint])
        table[path.stem] = ranges
    return table


def main(sources: Path) -> None:
    """Write every font beside this file."""
    cuts = (("Display", "Roman", 400, 60), ("Title", "Roman", 480, 28), ("Text", "Italic", 400, 17))
    for name, face, weight, optical in cuts:
        font = TTFont(sources / SERIF.format(face), recalcTimestamp=False)
        font = instantiateVariableFont(font, {"wght": weight, "opsz": optical})
        subset(font, EUROPEAN, FEATURES)
        rename(font, f"Certificate Serif {name}", 400, face == "Italic")
        font.save(HERE / f"CertificateSerif-{name}.ttf")
    for face, weight in (("Regular", 400), ("SemiBold", 600)):
        font = TTFont(sources / INTER.format(face), recalcTimestamp=False)
        font.flavor = None
        subset(font, EUROPEAN, FEATURES)
        rename(font, "Inter", weight, False)
        font.save(HERE / f"Inter-{face}.ttf")
    for script in SCRIPTS:
        font = TTFont(sources / NOTO.format(script), recalcTimestamp=False)
        subset(font, None, None)
        font.save(HERE / f"{script}.ttf")
    (HERE / "coverage.json").write_text(json.dumps(coverage(), separators=(",", ":")) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
