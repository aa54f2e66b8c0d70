"""Reading the tables of a page."""

import re

from .case import TAGS

TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"')
CURRENT = re.compile(r'<a href="([^"]*)" aria-current="(?:true|page)"')


def table(html: str) -> list[list[str]]:
    """The texts of the cells of the page's first table, its head first; nothing where there is none."""
    found = TABLE.search(html)
    rows = ROW.findall(found.group()) if found else []
    return [[TAGS.sub("", cell).strip() for cell in CELL.findall(row)] for row in rows]


def links(html: str) -> list[str]:
    """Where the links of the page's first table lead, as written."""
    found = TABLE.search(html)
    return LINK.findall(found.group()) if found else []


def current(html: str) -> list[str]:
    """The links of the text, without the menus, that are marked as what is shown."""
    return CURRENT.findall(main(html))


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]
