"""How much a browser fetches for an article without its pictures: HTML, CSS and JavaScript, compressed as served.

DATABASE_URL=… python -m bench.weight: every public article of the database; nothing is written to it.
"""

import os
import re
import secrets
import sys
import tempfile
from pathlib import Path
from statistics import median

import django

STATIC = tempfile.TemporaryDirectory(prefix="yibao-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
os.environ |= {
    "DEBUG": "0",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "STATIC_ROOT": STATIC.name,
}
django.setup()

from django.core.management import call_command  # noqa: E402  the settings must be named first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Publication  # noqa: E402
from cms.page_cache.kept import packed  # noqa: E402

MOST, MOST_SCRIPT = 40 * 1024, 10 * 1024  # bytes
FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="/static/([^"?]+)"')


def main() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client(headers={"host": "127.0.0.1"})
    numbers = list(Publication.objects.live(timezone.now()).order_by("number").values_list("number", flat=True))
    if not numbers:
        sys.exit("There is no article in this database.")
    weighed = sorted((len(packed(client.get(f"/article-{number}-1.html").content)), number) for number in numbers)
    print(report(weighed, page=client.get(f"/article-{numbers[0]}-1.html").content.decode()))


def report(weighed: list[tuple[int, int]], page: str) -> str:
    files = {name: Path(STATIC.name, name) for name in FETCHED.findall(page)}
    fetched = {name: file.with_name(f"{file.name}.gz").stat().st_size for name, file in files.items()}
    script = sum(file.stat().st_size for name, file in files.items() if name.endswith(".js"))
    beside = sum(fetched.values())
    heavy = [(each + beside, number) for each, number in weighed if each + beside > MOST]
    lines = [f"{name:<36}{size:>8,}" for name, size in fetched.items()]
    lines += [
        f"{'JavaScript, not compressed':<36}{script:>8,}  of {MOST_SCRIPT:,} at most",
        f"{'HTML, median':<36}{median(each for each, _ in weighed):>8,.0f}",
        f"{'HTML, largest':<36}{weighed[-1][0]:>8,}",
        f"{'all, median':<36}{median(each for each, _ in weighed) + beside:>8,.0f}  of {MOST:,} at most",
        f"{'all, largest':<36}{weighed[-1][0] + beside:>8,}",
        f"{len(heavy)} of {len(weighed):,} articles are heavier{': ' if heavy else '.'}",
    ]
    return "\n".join(lines) + ", ".join(f"{number} ({size:,})" for size, number in reversed(heavy[-20:]))


if __name__ == "__main__":
    main()
