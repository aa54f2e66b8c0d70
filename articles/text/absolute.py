"""Root-relative addresses in rendered HTML made absolute, for readers who are not on the site."""

import re

# Of what sanitise.py lets pass, these alone have addresses that are fetched or followed.
TAG = re.compile(r'<(?:a|img)(?: [a-z-]+(?:="[^"]*")?)+ ?/?>')
ADDRESS = re.compile(r' (href|src)="(?=/(?!/))')
RELATIVE = re.compile(r' (?:href|src)="[/#]| srcset="')
CANDIDATES = re.compile(r' srcset="([^"]*)"')


def absolute(html: str, site: str, page: str = "") -> str:
    """`site`: scheme and host; `page`: where headings and footnotes are, or what leads to them stays.

    Text that looks like an attribute stays as it is.
    """
    return TAG.sub(lambda tag: _absolute_tag(tag[0], site, page), html)


def _absolute_tag(tag: str, site: str, page: str) -> str:
    if not RELATIVE.search(tag):
        return tag
    tag = ADDRESS.sub(rf' \1="{site}', tag.replace(' href="#', f' href="{page}#'))
    return CANDIDATES.sub(lambda found: f' srcset="{_absolute_candidates(found[1], site)}"', tag)


def _absolute_candidates(candidates: str, site: str) -> str:
    parts = (part.strip() for part in candidates.split(","))
    return ", ".join(site + part if part.startswith("/") else part for part in parts)
