"""The site as deploy/ has it, on loopback, under load: what readers get while articles come and PostgreSQL goes.

python -m bench.deploy [--posts 200 | --archive FOLDER] [--rate 60] [--seconds 5] [--patient]

Exit code 1 where a request failed, a change was seen later than a second after its commit, or a page that was read
before could not be read without the database. With --patient, being late is printed and is no failure.
"""

import argparse
import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from . import posts
from .site import site
from .story import Story

PROMISED = 1.0  # seconds
FURTHER = 5


def main() -> None:
    options = arguments()
    missing = [
        name
        for name in ("nginx", "openssl", "chrt")
        if not shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin")
    ]
    if missing:
        sys.exit(
            f"Not here: {', '.join(missing)}. On Debian: apt-get install nginx-light openssl postgresql util-linux"
        )
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yibao-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx' workers are nobody where root starts it, and PostgreSQL is postgres
        now = datetime.now(ZoneInfo("Asia/Shanghai"))
        numbers = range(posts.FIRST, posts.FIRST + options.posts)
        archive = options.archive or posts.write(folder / "posts", numbers, now)
        with site(folder, archive) as place:
            print(f"1  {options.posts} posts served after {time.monotonic() - begun:.0f} s", flush=True)
            story = Story(place, options)
            broken = story.told(posts.write(folder / "further", range(90001, 90001 + FURTHER), now), 90000 + FURTHER)
    sys.exit(1 if broken else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.deploy", description=__doc__)
    parser.add_argument(
        "--archive", type=Path, help="a folder of posts, instead of the sample articles many times over"
    )
    parser.add_argument("--posts", type=int, default=200, help="how many to make")
    parser.add_argument("--seconds", type=float, default=5, help="of load alone, of each part of the outage")
    parser.add_argument("--threads", type=int, default=4, help="readers who ask at the same time")
    parser.add_argument("--rate", type=float, default=60, help="requests a second, of all of them together")
    parser.add_argument("--patient", action="store_true", help="being late is no failure: for a busy machine")
    return parser.parse_args()


if __name__ == "__main__":
    main()
