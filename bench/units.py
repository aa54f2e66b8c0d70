"""The commands of deploy/'s services, to be run here."""

import re
import shlex
import sys

from bench.audit.own_site import ROOT

SITE, DESK = "yibao.service", "yibao-desk.service"


def command(unit: str, port: int, **others: int) -> list[str]:
    """What the service runs, with this Python and this port; `others`: options that get another number."""
    text = (ROOT / "deploy" / unit).read_text("utf-8")
    words = shlex.split(re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)[0])
    for name, value in {"port": port, **others}.items():
        words[words.index(f"--{name.replace('_', '-')}") + 1] = str(value)
    return [sys.executable, *words[1:]]


def option(unit: str, name: str) -> int:
    words = command(unit, 0)
    return int(words[words.index(f"--{name}") + 1])
