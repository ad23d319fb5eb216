#!/usr/bin/env python3
"""Build icons.ttf and the table of `scene::icon` from Material Symbols Rounded (Apache-2.0).

Usage: subset.py FOLDER, where FOLDER holds MaterialSymbolsRounded-Regular.ttf,
MaterialSymbolsRounded_Filled-Regular.ttf and MaterialSymbolsRounded-Regular.codepoints.
Needs fonttools. Prints the table, so that it can be pasted into src/scene/icon.rs.
"""

import io
import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger, Options as MergeOptions
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FILES = {
    "filled": "MaterialSymbolsRounded_Filled-Regular.ttf",
    "outlined": "MaterialSymbolsRounded-Regular.ttf",
}
# A second, outlined drawing of an icon ("outlined-alt") takes a free private-use code point.
FREE_CODEPOINTS = range(0xE040, 0xF8FF)


def subset_font(path, codepoints):
    """The font at `path`, cut down to `codepoints`, without ligatures or hints."""
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 5]
    )
    options.drop_tables += ["GSUB", "STAT", "gasp", "prep"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    return font


def main():
    source = Path(sys.argv[1])
    lines = (source / "MaterialSymbolsRounded-Regular.codepoints").read_text().splitlines()
    codepoints = {name: int(code, 16) for name, code in (line.split() for line in lines)}
    free = (code for code in FREE_CODEPOINTS if code not in codepoints.values())
    wanted = []
    for line in (HERE / "icons.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            variant, name, style = line.split()
            code = codepoints[name]
            wanted.append((variant, code, next(free) if style.endswith("-alt") else code, style))

    parts = []
    for style, file in FILES.items():
        moves = [(old, new) for _, old, new, s in wanted if s.removesuffix("-alt") == style]
        font = subset_font(source / file, [old for old, _ in moves])
        for table in font["cmap"].tables:
            table.cmap = {new: table.cmap[old] for old, new in moves if old in table.cmap}
        data = io.BytesIO()
        font.save(data)
        data.seek(0)
        parts.append(data)
    merged = Merger(options=MergeOptions(drop_tables=[])).merge(parts)
    for record in merged["name"].names:
        if record.nameID == 0:
            record.string = "Copyright Google LLC. Apache License 2.0."
    merged["name"].setName("Throughline Icons", 1, 3, 1, 0x409)
    merged["name"].setName("Regular", 2, 3, 1, 0x409)
    merged["head"].created = merged["head"].modified = 3786912000
    merged.recalcTimestamp = False
    merged.save(HERE / "icons.ttf")
    glyphs = merged.getBestCmap()
    for variant, _, code, _ in wanted:
        name = re.sub("(?<!^)([A-Z])", r"_\1", variant).lower()
        print(f"    {variant} = '\\u{{{code:04X}}}', {merged.getGlyphID(glyphs[code])}, \"{name}\";")


if __name__ == "__main__":
    main()
