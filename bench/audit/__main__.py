"""What a browser finds wrong: axe-core on each kind of page for readers and on the desk, Lighthouse on those most read.

python -m bench.audit [--site http://127.0.0.1:8000] [--only axe|desk|lighthouse] [--every] [--brief]
    [--path PART] [--runs 5]

Makes a site of the sample articles, served as in production, unless one that runs is named. Exit code 1 where axe finds
a violation, a page is missing or answers what it should not, or accessibility, best practices or SEO are below 100.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.audit import axe, lighthouse
from bench.audit.chromium import chromium
from bench.audit.own_site import own_site
from bench.audit.public_pages import discover


def main() -> int:
    options = arguments()
    browser = chromium()
    with ExitStack() as stack:
        letters = None if options.site else Path(stack.enter_context(TemporaryDirectory(prefix="yibao-letters-")))
        site = options.site.rstrip("/") if options.site else stack.enter_context(own_site(letters=letters))
        found = discover(site, ours=not options.site, every=options.every)
        failures = [] if options.site else list(found.missing)
        for missing in [*found.missing, "the desk"] if options.site else []:
            print(f"Not looked at: {missing}")
        if options.only != "lighthouse":
            public = [] if options.only == "desk" else found.pages
            failures += axe.audit(site, public, browser, letters, options.path, brief=options.brief)
        if options.only not in {"axe", "desk"}:
            failures += lighthouse.audit(site, found.pages, browser, options.runs)
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(failures)} failures" if failures else "Nothing is wrong.")
    return 1 if failures else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=__doc__)
    parser.add_argument("--site", metavar="URL", help="a running site, instead of one of the sample articles")
    parser.add_argument("--only", choices=["axe", "desk", "lighthouse"])
    parser.add_argument("--every", action="store_true", help="axe: every page that is found, not one of each kind")
    parser.add_argument("--brief", action="store_true", help="axe: the desk in two ways instead of six")
    parser.add_argument("--path", default="", metavar="PART", help="axe: only pages whose address holds this")
    parser.add_argument("--runs", type=int, default=5, help="Lighthouse: performance is the median of so many")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
