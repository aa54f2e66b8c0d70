"""The measurement of growth at its smallest sizes: that it runs, and that no page asks more queries of a larger site.

What it measures is not judged here: the machine does other things too.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase, TestCase, tag
from PIL import Image

from bench import plot
from bench.generated import age

SIZES = (100, 400)
PAGES = {
    *("article", "home", "category", "deep page", "tag", "person", "archive month", "archive year"),
    *("search, common word", "search, rare word", "feed", "sitemap part", "sitemap index"),
    *("archive", "tags", "people", "ranking"),
    *("admin desk", "admin articles", "admin articles: published", "admin articles: number", "admin files"),
}


@tag("slow")
class ScaleTest(TestCase):
    """On the kind of database on which the tests run."""

    def test_every_page_has_its_row_and_asks_as_many_queries_at_each_size(self) -> None:
        with TemporaryDirectory() as folder:
            measured, picture = Path(folder) / "measured.json", Path(folder) / "growth.png"
            sizes = [str(size) for size in SIZES]
            outputs = ["--json", str(measured), "--plot", str(picture)]
            printed = self.run_bench("--sizes", *sizes, *outputs)
            found = json.loads(measured.read_text("utf-8"))
            self.assertEqual(Image.open(picture).size, (plot.WIDTH, plot.HEIGHT))
        self.assertEqual([size["size"] for size in found], list(SIZES))
        small, large = (size["pages"] for size in found)
        self.assertEqual(small.keys(), large.keys())
        self.assertLessEqual(PAGES, small.keys())
        for kind in small:
            self.assertIn(f"\n{kind} ", printed)
            self.assertEqual(large[kind].keys(), {"cpu", "ms", "queries", "again"})
            if "admin articles: page" not in kind:  # not the same page at both sizes
                self.assertEqual(large[kind]["queries"], small[kind]["queries"], kind)

    def run_bench(self, *options: str) -> str:
        url = "" if connection.vendor == "sqlite" else os.environ["DATABASE_URL"]
        command = [sys.executable, "-m", "bench.scale", *options]
        environment = os.environ | {"DATABASE_URL": url}
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


class GeneratedTest(SimpleTestCase):
    def test_posts_come_out_in_the_order_of_their_numbers_once_more_from_each_power_of_ten_on(self) -> None:
        for low, high in ((0, 10), (10, 100), (100, 1000), (1000, 10_000)):
            ages = [age(n) for n in range(low, high)]
            self.assertEqual(ages, [place / (high - low) for place in range(high - low)])


class PlotTest(SimpleTestCase):
    def test_names_at_the_ends_of_lines_keep_apart_within_the_plot(self) -> None:
        limit = plot.HEIGHT - plot.BOTTOM
        self.assertEqual(plot.apart([100, 105, 300], 20), [100, 120, 300])
        self.assertEqual(plot.apart([limit, limit - 5], 20), [limit, limit - 20])
        self.assertEqual(plot.apart([], 20), [])
