"""A site with fixed hosts and pictures, for every test that renders."""

from typing import Final

from articles.text.render import Site

HOSTS: Final = frozenset({"linux.cn", "www.linux.cn", "img.linux.net.cn", "archive.linux.cn"})
PICTURE: Final = "/data/attachment/album/201906/27/board.jpg"


def picture_size(address: str) -> tuple[int, int] | None:
    """Of all pictures the site has those whose name begins with "board"."""
    return (800, 450) if "/board." in address else None


SITE: Final = Site(HOSTS, picture_size)
