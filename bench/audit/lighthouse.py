"""Lighthouse on the pages most read, as a phone on a slow network: 100 in whatever is not a matter of speed."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.audit.chromium import flags
from bench.audit.public_pages import ARTICLE, HITS, HOME, SEARCH, TAG, PublicPage

COMMAND = Path(__file__).with_name("node_modules") / ".bin" / "lighthouse"
# Each with what is not asked of it: hits say themselves that search engines should not list them.
KINDS: dict[str, list[str]] = {HOME: [], ARTICLE: [], TAG: [], SEARCH: [], HITS: ["is-crawlable"]}
MUST_BE_100 = ("accessibility", "best-practices", "seo")
TARGET = 99
# On a busy machine the browser loses what Lighthouse wants to read, which then asks for another attempt.
AGAIN, ATTEMPTS = "Please run Lighthouse again", 3


class NotMeasured(Exception):
    """Lighthouse gave up on a page; it says why."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"Lighthouse gave up on {address}: {reason}")


@dataclass(frozen=True, slots=True)
class Scores:
    """Each of 0 to 100; `performance` has one for each run. `lost` says which audits cost points."""

    performance: list[int]
    others: dict[str, int]
    lost: list[str]


def audit(site: str, pages: list[PublicPage], chromium: str, runs: int) -> list[str]:
    """Prints a table; one line for each score that must be 100 and is not."""
    first = {page.kind: page.path for page in reversed(pages) if not page.path.startswith("/en/")}
    print(f"Lighthouse, mobile; performance: median of {runs} (target {TARGET})")
    print(f"  {'page':<28}{'performance':<24}" + "".join(f"{name:<16}" for name in MUST_BE_100))
    failures = [f"Lighthouse: no page of the kind {kind} was found" for kind in KINDS if kind not in first]
    for kind, path in [(kind, first[kind]) for kind in KINDS if kind in first]:
        try:
            scores = measure(site + path, chromium, runs, KINDS[kind])
        except NotMeasured as gave_up:
            failures.append(str(gave_up))
            continue
        spread = f"{median(scores.performance):.0f} ({min(scores.performance)}-{max(scores.performance)})"
        print(f"  {path:<28}{spread:<24}" + "".join(f"{scores.others[name]:<16}" for name in MUST_BE_100), flush=True)
        for line in [*(f"not asked: {name}" for name in KINDS[kind]), *scores.lost]:
            print(f"    {line}")
        failures += [f"{path}: {name} {score} of 100" for name, score in scores.others.items() if score < 100]
    return failures


def measure(address: str, chromium: str, runs: int, spared: list[str]) -> Scores:
    """The first run looks at everything but what the page is spared, the others at speed alone."""
    first = run(address, chromium, ["performance", *MUST_BE_100], spared)
    others = [run(address, chromium, ["performance"], spared) for _ in range(runs - 1)]
    performance = [score(result, "performance") for result in [first, *others]]
    return Scores(performance, {name: score(first, name) for name in MUST_BE_100}, lost(first))


def run(address: str, chromium: str, categories: list[str], spared: list[str]) -> dict[str, Any]:
    command: list[str | Path] = [
        COMMAND,
        address,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={' '.join(['--headless=new', *flags()])}",
        *(f"--skip-audits={name}" for name in spared),
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if AGAIN not in done.stderr:
            break
    if done.returncode:
        raise NotMeasured(address, done.stderr.strip())
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def score(result: dict[str, Any], category: str) -> int:
    return round((result["categories"][category]["score"] or 0) * 100)


def lost(result: dict[str, Any]) -> list[str]:
    """The audits that count and are not perfect, with what they found."""
    counted = {
        reference["id"]
        for category in result["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    audits = [audit for name, audit in result["audits"].items() if name in counted]
    imperfect = [audit for audit in audits if audit["score"] is not None and audit["score"] < 0.995]
    return [f"{audit['score']:.2f} {audit['title']}: {audit.get('displayValue', '')}" for audit in imperfect]
