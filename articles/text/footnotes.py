"""The marks of footnotes and the way back: the only ids that come through the sanitiser."""

import re

_NUMBER = re.compile(r"fn(?:ref)?-[\w-]+")
_ID = re.compile(r' id="([^"]*)"')
_WAY_BACK = re.compile(r'(<a href="#fnref-[^"]*")(?=>↩)')


def occur_in(html: str) -> bool:
    return "data-footnote-ref" in html


def keep_own_id(element: str, attribute: str, value: str) -> str | None:
    """For nh3: of all ids, only those of footnotes."""
    return value if attribute != "id" or _NUMBER.fullmatch(value) else None


def finish(html: str) -> str:
    """Name what the sanitiser left without a name. An author may have used an id of ours: the first keeps it."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return found[0]

    html = _WAY_BACK.sub(r'\1 aria-label="回到正文"', _ID.sub(once, html))
    body, section, notes = html.rpartition("<section>")
    return f'{body}<section class="footnotes" aria-label="脚注">{notes}' if section else html
