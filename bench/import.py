"""How fast an archive comes in: makes 10,320 posts, imports them into a fresh SQLite database, then once more."""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import archive
from bench.machine import machine, pace

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_EVERY = 0.05
PROPORTIONAL = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
CONTEXT = """\
The targets are for 2 cores, with rendering, revisions, search index and publishing. For comparison, on such a machine:
Hugo builds 757 posts/s and keeps no database, Wagtail imports 35 to 73, WordPress 71; bare SQL did the same at 660."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock and of CPU; MB of the largest process, and of the whole tree with shared pages once."""

    seconds: float
    cpu: float
    largest: float
    tree: float

    def rate(self, posts: int) -> str:
        return f"{posts / self.seconds:,.0f} posts/s ({self.seconds:.1f} s, CPU {self.cpu:.1f})"


def main() -> None:
    options = arguments()
    print(machine(f"SQLite {sqlite3.sqlite_version}"), flush=True)
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as folder:
        folder_of_posts = archive.archive(options, Path(folder))
        posts = sum(1 for _ in folder_of_posts.rglob("*.md"))
        environment = fresh_site(Path(folder))
        print(f"Importing {posts} posts", flush=True)
        first = manage(environment, "import_posts", str(folder_of_posts))
        print("Importing the unchanged archive again", flush=True)
        again = manage(environment, "import_posts", str(folder_of_posts))
        print(table(posts, first, again))
        print(pace())
        print(CONTEXT, end="\n\n", flush=True)
        manage(environment, "digest", quiet=False)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.import", description=__doc__)
    archive.add_arguments(parser)
    options = parser.parse_args()
    archive.check(options, "bench-import")
    return options


def fresh_site(folder: Path) -> dict[str, str]:
    """The environment of a site with an empty database in folder."""
    (folder / "media").mkdir()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": "only-for-this-measurement-0123456789-abcdefghijklmnop",
        "ALLOWED_HOSTS": "localhost",
        "DEBUG": "0",
    }
    manage(environment, "migrate")
    return environment


def manage(environment: dict[str, str], *command: str, quiet: bool = True) -> Measured:
    """Runs a command of manage.py and measures it; what it prints is shown where it fails, or unless quiet."""
    with tempfile.TemporaryFile("w+") as printed:
        begun, tree = time.perf_counter(), Tree()
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=printed, stderr=printed
        )
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            tree.look(process.pid)
            time.sleep(SAMPLE_EVERY)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        seconds = time.perf_counter() - begun
        printed.seek(0)
        if process.returncode or not quiet:
            print(printed.read())
        if process.returncode:
            sys.exit(f"manage.py {' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, tree.cpu, ended[2].ru_maxrss / 1024, tree.memory)


class Tree:
    """What a process and all below it took so far: seconds of CPU, and the most memory at a time, in MB."""

    def __init__(self) -> None:
        self.memory, self._cpu = 0.0, dict[int, float]()

    @property
    def cpu(self) -> float:
        return sum(self._cpu.values())

    def look(self, root: int) -> None:
        pids = list(family(root))
        self.memory = max(self.memory, sum(map(memory, pids)))
        # The processes that read are nobody's children at the end, so that the system adds them to nobody's time.
        self._cpu |= {pid: spent for pid in pids if (spent := cpu(pid))}


def cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:  # it ended meanwhile
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Proportional memory of a process, in MB."""
    try:
        found = PROPORTIONAL.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def family(root: int) -> Iterator[int]:
    yield root
    try:
        children = [
            int(child)
            for task in Path(f"/proc/{root}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return
    for child in children:
        yield from family(child)


def table(posts: int, first: Measured, again: Measured) -> str:
    rows = [
        ("", "measured", "target"),
        ("import", first.rate(posts), "≥ 400 posts/s"),
        ("import again, nothing changed", again.rate(posts), "≥ 3,000 posts/s"),
        ("peak memory, largest process", f"{max(first.largest, again.largest):,.0f} MB", "< 400 MB"),
        ("peak memory, all processes", f"{max(first.tree, again.tree):,.0f} MB", "< 400 MB"),
    ]
    return "\n" + "\n".join(f"{name:<32}{measured:<40}{target}" for name, measured, target in rows) + "\n"


if __name__ == "__main__":
    main()
