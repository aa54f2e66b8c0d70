"""The site's own pictures for those who share it: a card, and the seal as an icon, drawn from the favicon's shapes.

python bench/card.py (needs Debian's fonts-noto-cjk)
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

STATIC = Path(__file__).resolve().parent.parent / "articles" / "static" / "articles"
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
SIMPLIFIED = 2  # of the fonts in the file
CARD = (1200, 630)
ICON = 512
COLOURS = 32  # keep the files small
FINE = 4  # drawn so many times as large, so that edges are smooth
PAPER, INK, FAINT, CINNABAR = "#faf8f3", "#1f1c18", "#d9d3c7", "#a8321e"
# The strokes of the seal in a field of 32 by 32, and what is cut out of the last one.
STROKES = ((14, 4, 18, 7), (6, 8.5, 26, 11), (9, 13.5, 23, 16), (9, 18.5, 23, 21), (9, 23.5, 23, 29))
MOUTH = (11.5, 25.7, 20.5, 27)


def seal(side: int, corner: float) -> Image.Image:
    """`corner`: its radius in the field of 32."""
    unit = side * FINE / 32
    picture = Image.new("RGBA", (side * FINE, side * FINE))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, side * FINE - 1, side * FINE - 1), corner * unit, fill=CINNABAR)
    for box, colour in (*((stroke, PAPER) for stroke in STROKES), (MOUTH, CINNABAR)):
        left, top, right, bottom = (place * unit for place in box)
        draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def card() -> Image.Image:
    """The seal and the name in the middle: where the picture is cut to a square, both are still there."""
    picture = Image.new("RGB", CARD, PAPER)
    draw = ImageDraw.Draw(picture)
    middle, mark = CARD[0] // 2, seal(168, 3)
    picture.paste(mark, (middle - 84, 132), mark)
    draw.text((middle, 400), "译报", INK, ImageFont.truetype(FONT, 128, SIMPLIFIED), anchor="mm")
    draw.line((middle - 48, 512, middle + 48, 512), CINNABAR, 3)
    draw.rectangle((24, 24, CARD[0] - 25, CARD[1] - 25), outline=FAINT, width=2)
    return picture


def main() -> None:
    icon = Image.new("RGB", (ICON, ICON), CINNABAR)
    mark = seal(ICON, 0)
    icon.paste(mark, (0, 0), mark)
    for name, picture in (("card.png", card()), ("icon.png", icon)):
        small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(STATIC / name, optimize=True)
        print(STATIC / name, (STATIC / name).stat().st_size)


if __name__ == "__main__":
    main()
