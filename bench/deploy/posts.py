"""As many posts as wanted, made of the sample articles: each has a number of its own, and a date."""

import re
from datetime import datetime, timedelta
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent.parent / "sample" / "content"
FIRST = 5001
HEAD = {"id": r"^id: .*$", "permalink": r"^permalink: .*$", "date": r"^date: .*$"}


def write(folder: Path, numbers: range, until: datetime) -> Path:
    """One every three hours, the last one at `until`, in the archive's own time."""
    samples = [path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.md"))]
    for number in numbers:
        at = until - timedelta(hours=3) * (numbers[-1] - number)
        place = folder / f"{at:%Y}" / f"{at:%m}" / f"{number}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(post(samples[number % len(samples)], number, at), "utf-8")
    return folder


def post(sample: str, number: int, at: datetime) -> str:
    new = {
        "id": f"id: {number}",
        "permalink": f"permalink: {address(number)}",
        "date": f"date: '{at:%Y-%m-%d %H:%M:%S}'",
    }
    for name, pattern in HEAD.items():
        sample = re.sub(pattern, new[name], sample, count=1, flags=re.MULTILINE)
    return sample


def address(number: int) -> str:
    return f"/article-{number}-1.html"
