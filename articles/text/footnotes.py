"""The marks of footnotes and the way back: the only ids that come through the sanitiser."""

import re

_NUMBER = re.compile(r"fn(?:ref)?-[\w-]+")
_ID = re.compile(r' id="([^"]*)"')
_MARK = re.compile(r'(<a href="#fn-[^"]*" id="fnref-[^"]*")(?=>(\d+)</a>)')
_WAY_BACK = re.compile(r'(<a href="#fnref-[^"]*")(?=>↩(?:<sup>(\d+)</sup>)?</a>)')


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

    html = _MARK.sub(r'\1 role="doc-noteref" aria-label="脚注 \2"', _ID.sub(once, html))
    html = _WAY_BACK.sub(_way_back, html)
    body, section, notes = html.rpartition("<section>")
    return f'{body}<section class="footnotes" role="doc-endnotes" aria-label="脚注">{notes}' if section else html


def _way_back(found: re.Match[str]) -> str:
    """A note that is called more than once has a way back to each of its marks."""
    where = f"第 {found[2]} 处" if found[2] else ""
    return f'{found[1]} role="doc-backlink" aria-label="回到正文{where}"'
