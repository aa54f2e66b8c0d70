"""The commands of deploy/'s services, to be run here."""

import re
import shlex
import sys

from bench.audit.own_site import ROOT

SITE, DESK = "yibao.service", "yibao-desk.service"
# How a shell starts what systemd starts with this CPUSchedulingPolicy=.
POLICIES = {"batch": ["chrt", "--batch", "0"]}


def command(unit: str, port: int, **others: int) -> list[str]:
    """What the service runs, with this Python and this port; `others`: options that get another number."""
    words = shlex.split(_lines(unit, "ExecStart")[0])
    for name, value in {"port": port, **others}.items():
        words[words.index(f"--{name.replace('_', '-')}") + 1] = str(value)
    policies = [word for policy in _lines(unit, "CPUSchedulingPolicy") for word in POLICIES[policy]]
    return [*policies, sys.executable, *words[1:]]


def option(unit: str, name: str) -> int:
    words = command(unit, 0)
    return int(words[words.index(f"--{name}") + 1])


def environment(unit: str) -> dict[str, str]:
    """What the service says of its own before the settings of the site."""
    return dict(line.split("=", 1) for line in _lines(unit, "Environment"))


def _lines(unit: str, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", (ROOT / "deploy" / unit).read_text("utf-8"), re.MULTILINE)
