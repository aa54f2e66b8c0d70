"""Licences: the address of the terms that a short name stands for."""

import re

CREATIVE_COMMONS = re.compile(
    r"(?:CC|Creative Commons)?[ -]*BY(?P<kind>-NC-SA|-NC-ND|-NC|-SA|-ND)?[ -]+(?P<version>[1-4]\.[05])", re.IGNORECASE
)
PUBLIC = "https://creativecommons.org/publicdomain/zero/1.0/"
OTHERS = {
    "cc0": PUBLIC,
    "cc0 1.0": PUBLIC,
    "gfdl 1.3": "https://www.gnu.org/licenses/fdl-1.3.html",
    "gfdl 1.2": "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html",
    "apache 2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "mit": "https://opensource.org/license/mit",
}


def licence_url(name: str) -> str:
    """Where the licence of this name (CC BY-SA 4.0, CC-BY-4.0, CC0 …) can be read; "" for one that is not known."""
    if found := CREATIVE_COMMONS.fullmatch(name.strip()):
        kind = f"by{found['kind'] or ''}".lower()
        return f"https://creativecommons.org/licenses/{kind}/{found['version']}/"
    return OTHERS.get(name.strip().casefold().replace("-", " "), "")
