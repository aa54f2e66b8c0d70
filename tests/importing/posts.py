"""Posts of the archive's format for tests: front matter with defaults, written to a folder."""

from pathlib import Path
from typing import Any

from articles.formats import front_matter
from articles.formats.document import Layout

BODY = "第一段，讲 **内核** 与容器。\n\n\n第二段。\n\n\n```\nuname -a\r\nuname -r\n```"


def matter(number: int, **changes: Any) -> dict[str, Any]:
    """The 23 keys, under their names in layout A."""
    return {
        "author": "Jane Roe",
        "category": "技术",
        "comments_data": [],
        "count": {"commentnum": 0, "favtimes": 2, "likes": 3, "sharetimes": 1, "viewnum": 4177},
        "date": "2019-06-27 12:45:00",
        "editorchoice": False,
        "excerpt": "摘要。",
        "fromurl": "https://example.com/source",
        "id": number,
        "islctt": True,
        "largepic": "/data/attachment/album/201906/27/cover.png",
        "permalink": f"/article-{number}-1.html",
        "pic": "/data/attachment/album/201906/27/cover.png.thumb.jpg",
        "related": [],
        "reviewer": "beichen, qinghe",
        "selector": "lanting",
        "summary": "摘要。",
        "tags": ["内核", "C++"],
        "thumb": False,
        "title": f"第 {number} 篇",
        "titlepic": True,
        "translator": "mulan",
        "updated": "2019-06-27 12:45:00",
        **changes,
    }


def comment(**changes: Any) -> dict[str, Any]:
    return {
        "date": "2019-06-28 08:00:00",
        "message": "学习了&nbsp;",
        "postip": "192.0.2.7",
        "username": "来自192.0.2.77的 Chrome 120.0|Windows 10 用户",
        **changes,
    }


def post(folder: Path, number: int, body: str = BODY, *, layout: Layout = "A", **changes: Any) -> Path:
    """Write the post below folder, where the archive would have it; its path."""
    posts = "posts/" if layout == "C" else ""
    path = folder / f"content/{posts}2019/06/{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(front_matter.dump(layout, matter(number, **changes), body))
    return path
