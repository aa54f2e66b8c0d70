"""What happens to the site, step by step, and what was seen of it."""

import argparse
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

from .asking import Answer, Worker, workers
from .load import Load
from .posts import address
from .seen import IsNew, through_nginx, watches, watching
from .site import Site

PROMISED = 1.0  # seconds from a commit to the last answer without it
BACK = 5.0  # seconds from PostgreSQL's start to the last stale answer
OK, OLD, GONE = 200, 301, 410
LISTS = ("/", "/en/", "/archive/", "/tags/", "/choice/", "/ranking/", "/feed.atom", "/feed.rss", "/sitemap.xml")
MANY = 30  # articles that readers ask for
SEARCHES = ("/search/?q=Linux", "/en/search/?q=systemd")
TITLE, CHANGED = "部署测试的一篇文章", "部署测试改过的一句。"


class Story:
    def __init__(self, site: Site, options: argparse.Namespace) -> None:
        self.site, self.options = site, options
        self.nginx = through_nginx(site)
        self.load = Load(site.tls, site.context, options.threads, options.rate)
        self.pages: list[str] = []
        self.broken: list[str] = []
        self.rows: list[tuple[str, int, int, str]] = []
        self.workers = self.found_workers()

    def told(self, further: Path, newest: int) -> bool:
        """Whether a promise was broken. `newest`: the number of the last post of the further ones."""
        self.pages = self.known_pages()
        self.load.ask_for(self.usual())
        self.load.start()
        try:
            self.only_load()
            self.changes(further, newest)
            self.outage()
            self.back()
        finally:
            self.load.stop()
        return self.summary()

    def found_workers(self) -> list[Worker]:
        """With new connections: granian closes those on which nobody asked for anything in 30 seconds."""
        services = self.site.services
        found = [worker for each in services for worker in workers(each.pid, each.port, each.workers)]
        self.check(len(found) == sum(each.workers for each in services), f"{len(found)} workers were found")
        return found

    def known_pages(self) -> list[str]:
        """Lists and articles, as the site itself links to them."""
        links = [f for path in ("/", "/archive/", "/tags/") for f in re.findall(r'href="(/[^"#?]*)"', self.text(path))]
        articles = [link for link in dict.fromkeys(links) if link.startswith("/article-") and link.endswith("-1.html")]
        lists = [link for link in dict.fromkeys(links) if link.startswith(("/tag/", "/category/", "/archive/"))]
        wanted = [*LISTS, *lists[:MANY], *articles[:MANY]]
        return [path for path in dict.fromkeys(wanted) if self.nginx(path).status == OK]

    def text(self, path: str) -> str:
        return self.nginx(path).body.decode()

    def usual(self) -> dict[str, list[int]]:
        """The addresses that readers ask for, with the statuses that are right."""
        old = {f"/portal.php?mod=view&aid={path.split('-')[1]}": [OLD] for path in self.pages if "/article-" in path}
        return {path: [OK] for path in (*self.pages, *SEARCHES)} | dict(list(old.items())[:3])

    def only_load(self) -> None:
        time.sleep(self.options.seconds)
        self.count(f"2  load alone, {len(self.load.expected)} addresses")

    def changes(self, further: Path, newest: int) -> None:
        pk = self.site.editor.act("ready", title=TITLE)["id"]
        post = address(newest).encode()
        self.change("import", "/", lambda answer: post in answer.body, folder=str(further))
        number = self.change("publish", "/", lambda answer: TITLE.encode() in answer.body, id=pk)
        page = address(number)
        self.load.ask_for(self.usual() | {page: [OK, GONE]})
        self.change("update", page, lambda answer: CHANGED.encode() in answer.body, id=pk, body=f"{CHANGED}\n")
        self.change("withdraw", page, lambda answer: answer.status == GONE, id=pk)
        self.check(TITLE not in self.text("/"), "The front page names what was withdrawn")

    def change(self, act: str, path: str, is_new: IsNew, **what: object) -> int:
        watched = watches(self.site, self.workers, path, is_new)
        with watching(watched):
            done = self.site.editor.act(act, **what)
        late: dict[str, float] = {}
        for watch in watched:
            late[watch.name] = max(late.get(watch.name, 0.0), watch.late(done["at"]))
            self.check(not watch.failures, f"{act}: {watch.name} failed: {watch.failures[:3]}")
        found = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in late.items())
        self.count(f"3  {act} {path}", found)
        self.check(self.options.patient or max(late.values()) <= PROMISED, f"{act}: seen too late: {found}")
        self.check(max(late.values()) < float("inf"), f"{act}: never seen by all: {found}")
        return int(done.get("number", 0))

    def outage(self) -> None:
        """Without search, which nobody keeps: it says 500 until the database is back."""
        self.load.ask_for({path: [OK] for path in self.pages})
        for worker in self.workers:
            for path in self.pages:
                worker.ask(path)
        time.sleep(1)  # who asked for something else has the answer
        self.count("4  each worker has read each page")
        self.site.postgres.do("pause")
        time.sleep(self.options.seconds)
        self.workers = self.found_workers()
        self.count("4  PostgreSQL is stopped")
        for worker in self.workers:
            self.ask_all(f"worker {worker.pid}", worker.ask)
        self.ask_all("nginx", self.nginx)
        self.count("4  everybody was asked for each page")
        for worker in self.workers:
            os.kill(worker.pid, signal.SIGKILL)
            self.workers = self.found_workers()
        self.ask_all("nginx", self.nginx)
        self.count("4  each worker was killed, new ones know no page")

    def ask_all(self, who: str, asks: Callable[[str], Answer]) -> None:
        """They all answer, and say that they show what they had."""
        answers = {path: asks(path) for path in self.pages}
        wrong = {path: (answer.status, answer.state) for path, answer in answers.items() if not is_stale(answer)}
        self.check(not wrong, f"{who}: {len(wrong)} of {len(answers)} pages are not stale: {list(wrong.items())[:3]}")
        print(f"      {who}: {len(answers) - len(wrong)} of {len(answers)} pages are shown, as stale", flush=True)

    def back(self) -> None:
        self.workers = self.found_workers()
        self.site.postgres.do("resume")
        begun = time.monotonic()
        seconds = self.until(lambda: all(worker.ask("/").state in {"hit", "miss"} for worker in self.workers), begun)
        self.load.ask_for(self.usual())
        self.count("5  PostgreSQL is back", f"fresh pages after {seconds:.2f} s")
        self.check(self.options.patient or seconds <= BACK, f"No fresh pages within {BACK} s")
        pk = self.site.editor.act("ready", title=f"{TITLE}之二")["id"]
        self.change("publish", "/", lambda answer: f"{TITLE}之二".encode() in answer.body, id=pk)
        time.sleep(self.options.seconds)
        self.count("5  load alone")

    @staticmethod
    def until(holds: Callable[[], bool], begun: float) -> float:
        while not holds() and time.monotonic() - begun < 4 * BACK:
            time.sleep(0.05)
        return time.monotonic() - begun

    def check(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.broken.append(otherwise)

    def count(self, step: str, found: str = "") -> None:
        taken = self.load.take()
        print(f"{step}: {found}{found and '; '}{taken}", flush=True)
        self.rows.append((step, taken.asked, taken.failed, found))
        self.check(not taken.failed, f"{step}: {taken.failed} requests failed")

    def summary(self) -> bool:
        print(f"\n{'step':<50}{'requests':>10}{'failed':>8}  seen after")
        for step, asked, failed, found in self.rows:
            print(f"{step:<50}{asked:>10,}{failed:>8}  {found}")
        print(f"{'in all':<50}{sum(row[1] for row in self.rows):>10,}{sum(row[2] for row in self.rows):>8}")
        print("\n".join(f"BROKEN: {what}" for what in self.broken) or "Every promise was kept.", flush=True)
        return bool(self.broken)


def is_stale(answer: Answer) -> bool:
    """Of the page cache, or of nginx' own."""
    return answer.status == OK and (answer.state == "stale" or answer.headers.get("x-cache") == "STALE")
