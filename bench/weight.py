"""How much a browser fetches for an article without its pictures: HTML, CSS and JavaScript, compressed as served.

DATABASE_URL=… python -m bench.weight: every public article of the database; nothing is written to it.
"""

import gzip
import os
import re
import sys
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
os.environ |= {"ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "1"}  # files by the names that they have here
django.setup()

from django.contrib.staticfiles import finders  # noqa: E402  the settings must be named first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Publication  # noqa: E402
from cms.page_cache.kept import LEVEL  # noqa: E402

MOST, MOST_SCRIPT = 40 * 1024, 10 * 1024  # bytes
FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="/static/([^"?]+)"')


def main() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    numbers = list(Publication.objects.live(timezone.now()).order_by("number").values_list("number", flat=True))
    if not numbers:
        sys.exit("There is no article in this database.")
    weighed = sorted((weight(client.get(f"/article-{number}-1.html").content), number) for number in numbers)
    print(report(weighed, page=client.get(f"/article-{numbers[0]}-1.html").content.decode()))


def weight(page: bytes) -> int:
    return len(gzip.compress(page, LEVEL, mtime=0))


def report(weighed: list[tuple[int, int]], page: str) -> str:
    files = {name: Path(str(finders.find(name))).read_bytes() for name in FETCHED.findall(page)}
    packed = {name: len(gzip.compress(content, 9, mtime=0)) for name, content in files.items()}
    script = sum(len(content) for name, content in files.items() if name.endswith(".js"))
    beside = sum(packed.values())
    heavy = [(each + beside, number) for each, number in weighed if each + beside > MOST]
    lines = [f"{name:<28}{size:>8,}" for name, size in packed.items()]
    lines += [
        f"{'JavaScript, as written':<28}{script:>8,}  of {MOST_SCRIPT:,} at most",
        f"{'HTML, median':<28}{median(each for each, _ in weighed):>8,.0f}",
        f"{'HTML, largest':<28}{weighed[-1][0]:>8,}",
        f"{'all, median':<28}{median(each for each, _ in weighed) + beside:>8,.0f}  of {MOST:,} at most",
        f"{'all, largest':<28}{weighed[-1][0] + beside:>8,}",
        f"{len(heavy)} of {len(weighed):,} articles are heavier{': ' if heavy else '.'}",
    ]
    return "\n".join(lines) + ", ".join(f"{number} ({size:,})" for size, number in reversed(heavy[-20:]))


if __name__ == "__main__":
    main()
