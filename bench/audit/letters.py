"""The links that were mailed: whoever is not signed in yet comes by a letter."""

import re
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

# What Django's file backend writes below every message.
END = b"-" * 79 + b"\n"
LINK = re.compile(r"https?://[^/\s]+(/admin/(?:invited|reset)/\S+)")


def links(folder: Path) -> dict[str, str]:
    """The path of the last link that opens a door, by the address it was mailed to."""
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir()):
        for raw in file.read_bytes().split(END):
            message = BytesParser(policy=default).parsebytes(raw)
            body = message.get_body(["plain"])
            if body and (link := LINK.search(body.get_content())):
                found[str(message["To"])] = link[1]
    return found
