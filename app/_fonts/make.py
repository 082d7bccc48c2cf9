"""Makes the small fonts beside this file from the whole ones of the npm packages: the characters that the site's own words are written in, and the
weights and sizes that it uses. Run after either package changes, with fonttools and brotli from PyPI:

    pip install fonttools==4.68.0 brotli && python app/_fonts/make.py
"""

from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

here = Path(__file__).parent
packages = here.parent.parent / "node_modules/@fontsource-variable"

# As `unicode-range` in app/fonts.ts and app/styles/fonts.css.
basic = "U+20-7E,U+A0,U+A3,U+B2,U+B3,U+B5,U+B7,U+B9,U+BC-BE,U+D7,U+E9,U+F7,U+2013,U+2014,U+2018-201D,U+2026,U+20AC,U+2191,U+2193,U+2212"
features = ["kern", "liga", "calt", "ccmp", "mark", "mkmk", "pnum", "tnum"]

upright = "source-serif-4/files/source-serif-4-latin-opsz-normal.woff2"
fonts = {
    # Below 20 px the letters are drawn as for 20: what is smaller is set in the sans.
    "serif.woff2": (upright, {"wght": (400, 700), "opsz": (20, 60)}, basic),
    "serif-italic.woff2": ("source-serif-4/files/source-serif-4-latin-wght-italic.woff2", {"wght": (400, 700)}, basic),
    "sans.woff2": ("inter/files/inter-latin-wght-normal.woff2", {"wght": (400, 700)}, basic),
    # The large number of a lesson is thinner than anything else.
    "numeral.woff2": (upright, {"wght": 300, "opsz": 60}, "U+30-39"),
}

for name, (source, axes, characters) in fonts.items():
    cut = BytesIO()
    instantiateVariableFont(TTFont(packages / source), axes).save(cut)
    font = TTFont(cut)  # read again: the subsetter wants its tables as a file has them
    options = subset.Options(layout_features=features, hinting=False, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(here / name)
    print(f"{name}: {(here / name).stat().st_size:,} bytes, of {(packages / source).stat().st_size:,}")
