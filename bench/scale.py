"""How the time of a page grows with the archive: a site of generated posts that grows from size to size.

python -m bench.scale [--sizes 1000 10000 100000 1000000] [--plot docs/growth.png] [--json FILE] [--here]

DATABASE_URL says on which database: a new SQLite file or a new database beside the one that is named, gone afterwards.
With --here the named database itself is filled, goes on from the size that it has, and stays.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from bench import plot
from bench.audit.own_site import manage, settings
from bench.machine import machine, pace

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000, 1_000_000)
# A page of readers takes at most so many times as long at the largest size; a page of staff so many milliseconds.
MOST_TIMES, MOST_MS = 2.0, 300.0
STAFF = "admin "


def main() -> None:
    options = arguments()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name, database(Path(name), options) as url:
        environment = a_site(Path(name), url)
        on = "SQLite" if url.startswith("sqlite:") else "PostgreSQL"
        print(f"On {on}", flush=True)
        found = [grown(size, environment) for size in options.sizes]
    if options.json:
        options.json.write_text(json.dumps(found), "utf-8")
    print(report(found))
    if options.plot:
        title = f"First renders on {on}, milliseconds of CPU"
        plot.draw(options.plot, {size["size"]: of_readers(size) for size in found}, title)
    print(pace())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="publications, in ascending order")
    parser.add_argument("--plot", type=Path, help="a PNG to draw")
    parser.add_argument("--json", type=Path, help="a file for what was measured")
    parser.add_argument("--here", action="store_true", help="fill the database of DATABASE_URL, and leave it")
    return parser.parse_args()


@contextmanager
def database(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Yields the URL of an empty database, or with --here of the one that is named."""
    url = os.environ.get("DATABASE_URL") or "sqlite:"
    if options.here:
        yield url
    elif url.startswith("sqlite:"):
        yield f"sqlite:///{folder / 'scale.sqlite3'}"
    else:
        server, _, _ = url.rpartition("/")
        name = f"yibao_scale_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            try:
                yield f"{server}/{name}"
            finally:
                connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def a_site(folder: Path, url: str) -> dict[str, str]:
    """The environment of a site as production has it."""
    environment = settings(folder, "http://127.0.0.1:8000") | {"DATABASE_URL": url}
    manage(environment | {"DB_STATEMENT_TIMEOUT": "0"}, "migrate")
    manage(environment, "collectstatic", "--noinput")
    return environment


def grown(size: int, environment: dict[str, str]) -> dict[str, Any]:
    """What bench/growing.py says of this size."""
    command = [sys.executable, "-m", "bench.growing", str(size)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    weight = found["bytes"] / 1e9
    print(
        f"{size:>9,} posts, {weight:.2f} GB; it took {found['seconds']:.0f} s to come from the size before", flush=True
    )
    return found


def of_readers(size: dict[str, Any]) -> dict[str, float]:
    pages = size["pages"].items()
    return {kind: page["cpu"] for kind, page in pages if not kind.startswith(STAFF) and math.isfinite(page["cpu"])}


def report(found: Sequence[dict[str, Any]]) -> str:
    """A row for each kind of page: ms at each size, how these grew, two more at the largest size, queries.

    `clock` is by the clock; `again` is CPU when the same address is asked for once more, so that no disk is read.
    What the same additions took at each size stands below, and is taken out of the growth.
    """
    heads = "".join(f"{size['size']:>11,}" for size in found)
    lines = ["", f"{'ms of CPU, first render':<30}{heads}{'growth':>9}{'clock':>9}{'again':>9}{'queries':>9}"]
    slower = found[-1]["yardstick"] / found[0]["yardstick"]
    for kind in found[0]["pages"]:
        pages = [size["pages"][kind] for size in found]
        times = "".join(f"{page['cpu']:>11.1f}" for page in pages)
        growth = pages[-1]["cpu"] / pages[0]["cpu"] / slower
        queries = "→".join(str(number) for number in dict.fromkeys((pages[0]["queries"], pages[-1]["queries"])))
        clock, again = pages[-1]["ms"], pages[-1]["again"]
        is_kept = pages[-1]["cpu"] <= MOST_MS if kind.startswith(STAFF) else growth <= MOST_TIMES
        ends = f"{growth:>8.2f}×{clock:>9.1f}{again:>9.1f}{queries:>9}"
        lines.append(f"{kind:<30}{times}{ends}{'' if is_kept else '  !'}")
    yards = "".join(f"{size['yardstick']:>11.1f}" for size in found)
    lines.append(f"{'(additions)':<30}{yards}{slower:>8.2f}×")
    readers, staff = f"pages of readers grow at most {MOST_TIMES:.0f}×", f"those of staff take at most {MOST_MS:.0f} ms"
    return "\n".join([*lines, "", f"Targets: {readers}, {staff}; a ! marks what does not."])


if __name__ == "__main__":
    main()
