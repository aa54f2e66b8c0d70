"""A plot of times by size: both on logarithmic axes, a line for each page, its name at its end."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 760
LEFT, RIGHT, TOP, BOTTOM = 80, 330, 70, 70
FINE = 2  # drawn so many times as large, so that edges are smooth
COLOURS_KEPT = 48  # keep the file small
PAPER, INK, FAINT, GRID = "#ffffff", "#1f1c18", "#6b655c", "#e4e0d8"
LINES = ("#a8321e", "#1f5f8b", "#3d7a3a", "#8a5a00", "#6a3d9a", "#00796b", "#b03a78", "#4a4a4a", "#c2571a", "#2f4b9b")
TICKS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

Point = tuple[float, float]


def draw(path: Path, times: Mapping[int, Mapping[str, float]], title: str) -> None:
    """`times`: by size and by page, in milliseconds."""
    Plot(times, title).image().save(path, optimize=True)


class Plot:
    def __init__(self, times: Mapping[int, Mapping[str, float]], title: str) -> None:
        self.times, self.title, self.sizes = times, title, sorted(times)
        every = [ms for size in times.values() for ms in size.values()]
        self.low = max(tick for tick in TICKS if tick <= max(min(every), TICKS[0]))
        self.high = min(tick for tick in TICKS if tick >= min(max(every), TICKS[-1]))
        self.canvas = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
        self.pen = ImageDraw.Draw(self.canvas)

    def image(self) -> Image.Image:
        self._axes()
        names = [name for name in self.times[self.sizes[-1]] if all(name in size for size in self.times.values())]
        places = apart([self._y(self.times[self.sizes[-1]][name]) for name in names], 20)
        for number, (name, place) in enumerate(zip(names, places, strict=True)):
            self._line(name, place, LINES[number % len(LINES)])
        return self.canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(COLOURS_KEPT)

    def _axes(self) -> None:
        self._text((LEFT, 24), self.title, INK, 20, "lm")
        for tick in TICKS:
            if self.low <= tick <= self.high:
                y = self._y(tick)
                self._stroke([(LEFT, y), (WIDTH - RIGHT, y)], GRID, 1)
                self._text((LEFT - 10, y), f"{tick:g} ms", FAINT, 14, "rm")
        for size in self.sizes:
            x = self._x(size)
            self._stroke([(x, TOP), (x, HEIGHT - BOTTOM)], GRID, 1)
            self._text((x, HEIGHT - BOTTOM + 20), f"{size:,}", FAINT, 14, "mm")
        self._text(((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18), "publications", FAINT, 14, "mm")

    def _line(self, name: str, place: float, colour: str) -> None:
        points = [(self._x(size), self._y(self.times[size][name])) for size in self.sizes]
        self._stroke(points, colour, 2)
        for x, y in points:
            self.pen.ellipse([(v * FINE) for v in (x - 3, y - 3, x + 3, y + 3)], fill=colour)
        self._stroke([points[-1], (WIDTH - RIGHT + 26, place)], GRID, 1)
        first, last = self.times[self.sizes[0]][name], self.times[self.sizes[-1]][name]
        label = f"{name}  {first:.1f} to {last:.1f} ms"
        self._text((WIDTH - RIGHT + 30, place), label, colour, 14, "lm")

    def _x(self, size: int) -> float:
        first, last = math.log(self.sizes[0]), math.log(self.sizes[-1])
        part = (math.log(size) - first) / (last - first) if last > first else 0.5
        return LEFT + part * (WIDTH - RIGHT - LEFT)

    def _y(self, ms: float) -> float:
        low, high = math.log(self.low), math.log(self.high)
        part = (math.log(max(ms, self.low)) - low) / ((high - low) or 1)
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP)

    def _stroke(self, points: Sequence[Point], colour: str, width: int) -> None:
        self.pen.line([(x * FINE, y * FINE) for x, y in points], fill=colour, width=width * FINE, joint="curve")

    def _text(self, at: Point, text: str, colour: str, size: int, anchor: str) -> None:
        font = ImageFont.load_default(size=size * FINE)
        self.pen.text((at[0] * FINE, at[1] * FINE), text, fill=colour, font=font, anchor=anchor)


def apart(places: Iterable[float], least: float) -> list[float]:
    """The same, moved so that no two are nearer to each other than that; none leaves the plot upwards."""
    wanted = list(places)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    moved = list(wanted)
    for before, number in pairwise(order):
        moved[number] = max(moved[number], moved[before] + least)
    over = max(0.0, max(moved, default=0.0) - (HEIGHT - BOTTOM))
    limit = float(HEIGHT - BOTTOM)
    for number in reversed(order) if over else ():
        moved[number] = min(moved[number], limit)
        limit = moved[number] - least
    return moved
