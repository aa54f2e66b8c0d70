"""Root-relative addresses in rendered HTML made absolute, for readers who are not on the site."""

import re

# Of what sanitise.py lets pass, these alone have addresses that are fetched or followed: those with one to change.
ATTRIBUTE = r' [a-z-]+(?:="[^"]*")?'
RELATIVE = r' (?:(?:href|src)="[/#]|srcset=")'
TAG = re.compile(rf"<(?:a|img)(?=(?:{ATTRIBUTE})*?{RELATIVE})(?:{ATTRIBUTE})+ ?/?>")
ADDRESS = re.compile(r' (href|src)="(?=/(?!/))')
CANDIDATES = re.compile(r' srcset="([^"]*)"')


def absolute(html: str, site: str, page: str = "") -> str:
    """`site`: scheme and host; `page`: where headings and footnotes are, or what leads to them stays.

    Text that looks like an attribute stays as it is.
    """
    return TAG.sub(lambda tag: _absolute_tag(tag[0], site, page), html)


def _absolute_tag(tag: str, site: str, page: str) -> str:
    tag = ADDRESS.sub(lambda found: found[0] + site, tag.replace(' href="#', f' href="{page}#'))
    if " srcset=" not in tag:
        return tag
    return CANDIDATES.sub(lambda found: f' srcset="{_absolute_candidates(found[1], site)}"', tag)


def _absolute_candidates(candidates: str, site: str) -> str:
    parts = (part.strip() for part in candidates.split(","))
    return ", ".join(site + part if part.startswith("/") else part for part in parts)
