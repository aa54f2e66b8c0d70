"""Front matters for tests: one plain post to build on, and hypothesis strategies for all that a post may hold."""

from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

# The same examples in every run, and none kept in a folder.
examples = settings(deadline=None, derandomize=True, max_examples=150)


def front_matter(number: int = 4001, **changes: object) -> dict[str, Any]:
    return {
        "author": "Jane Roe",
        "category": "技术",
        "comments_data": [],
        "count": {"commentnum": 0, "favtimes": 2, "likes": 0, "sharetimes": 0, "viewnum": 4210},
        "date": "2021-03-04 10:20:30",
        "editorchoice": False,
        "excerpt": "用几行命令看懂一个进程在等什么。",
        "fromurl": "https://example.org/waiting",
        "id": number,
        "islctt": True,
        "largepic": "/data/attachment/album/202103/04/102030abcdef.png",
        "permalink": f"/article-{number}-1.html",
        "pic": "/data/attachment/album/202103/04/102030abcdef.png.thumb.jpg",
        "related": [],
        "reviewer": "beichen, qinghe",
        "selector": "lanting",
        "summary": "用几行命令看懂一个进程在等什么。",
        "tags": ["进程", "Linux 命令"],
        "thumb": False,
        "title": "进程在等什么",
        "titlepic": True,
        "translator": "mulan",
        "updated": "2021-03-04 10:20:30",
        **changes,
    }


NUMBERS = "886|12:30|0x1F|0o7|010|1e3|1.5|.5|+1|yes|No|on|true|null|~|2021-03-05|2021-03-05 10:00:00".split("|")
SIGNS = """=|<<|---|...|-|- 列表|? 问|: 冒号|a: b|a #b|#号|@名|`c`|%|!|&和|*星|[a]|{a}|'|"|''|"引号"|a\\b|\\r""".split(
    "|"
)
AWKWARD = [*NUMBERS, *SIGNS, " 前空格", "后空格 ", "　全角", "🐧", "⭐", "é"]
BREAKS = "\r\n|\n|\n\n|\r|\t|\x85|\u2028|\u2029|\ufeff|\ufffd|\x07|\x7f|\xa0|  ".split("|")
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
pieces = st.one_of(st.sampled_from(AWKWARD), st.sampled_from(BREAKS), st.text(letters, max_size=12), st.just("字" * 30))
texts = st.one_of(st.sampled_from(AWKWARD), st.lists(pieces, max_size=8).map(" ".join), st.lists(pieces).map("".join))
numbers = st.integers(0, 2**31 - 1)
moments = st.tuples(st.dates(date(1992, 1, 1)), st.times()).map(lambda both: f"{both[0]} {both[1]:%H:%M:%S}")
comments = st.fixed_dictionaries({"date": moments, "message": texts, "postip": texts, "username": texts})
plain_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.floats(allow_nan=False, allow_infinity=False),
        texts,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


@st.composite
def front_matters(draw: st.DrawFn) -> dict[str, Any]:
    """All 23 keys with values of their types, and some that no layout knows."""
    number = draw(st.integers(1, 2**31 - 1))
    strings = (
        "author",
        "category",
        "excerpt",
        "fromurl",
        "largepic",
        "pic",
        "reviewer",
        "selector",
        "summary",
        "title",
    )
    changes: dict[str, object] = {key: draw(texts) for key in (*strings, "translator")}
    changes |= {key: draw(st.booleans()) for key in ("editorchoice", "islctt", "thumb", "titlepic")}
    changes |= {key: draw(moments) for key in ("date", "updated")}
    changes["count"] = {key: draw(numbers) for key in ("commentnum", "favtimes", "likes", "sharetimes", "viewnum")}
    changes["comments_data"] = draw(st.lists(comments, max_size=3))
    changes["related"] = draw(st.lists(st.fixed_dictionaries({"displayorder": numbers, "raid": numbers}), max_size=3))
    changes["tags"] = draw(st.lists(texts, max_size=5))
    known = {*front_matter(), "categories", "url"}
    extra = draw(st.dictionaries(texts.filter(lambda key: key not in known), plain_values, max_size=2))
    return front_matter(number, **changes) | extra
