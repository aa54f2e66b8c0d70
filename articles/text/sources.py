"""Addresses of sources, made comparable: the same article must not be proposed twice."""

import re

TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|spm|ref_src|ref_url)(?:=|$)", re.ASCII
)


def source_key(url: str) -> str:
    """The address without known tracking parameters; nothing else is dropped."""
    head, mark, fragment = url.strip().partition("#")
    path, question, query = head.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not TRACKING.match(part))
    return path + (f"?{kept}" if question and kept else "") + mark + fragment
