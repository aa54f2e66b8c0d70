"""Which browser looks at the pages, and how it is started."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    for name in NAMES:
        if path := shutil.which(name):
            return path
    sys.exit("No browser looks at the pages. On Debian: apt-get install chromium fonts-noto-cjk")


def flags() -> list[str]:
    """Root, as in a container, has no sandbox to run a browser in."""
    return ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
