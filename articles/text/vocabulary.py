"""Which HTML elements an article may hold, which exist at all, and which are more than words."""

from typing import Final

# What Markdown itself makes, and ruby: at home everywhere.
MARKDOWN: Final = frozenset(
    "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong sup table tbody td th thead tr ul "
    "ruby rb rt rp".split()
)
# What authors may add as raw HTML.
ADDED: Final = frozenset(
    "abbr b caption cite dd details div dl dt figcaption figure i ins kbd mark q s samp section small sub "
    "summary tfoot u wbr".split()
)
ALLOWED: Final = MARKDOWN | ADDED
# Another document inside ours: it becomes a link.
EMBEDDED: Final = {"audio": "音频", "embed": "嵌入内容", "iframe": "嵌入内容", "object": "嵌入内容", "video": "视频"}
# Their content is not for reading.
DROPPED: Final = frozenset("head math script style svg".split())
# HTML lets authors leave out their end.
UNCLOSED: Final = frozenset(
    "br caption colgroup dd dt hr img li optgroup option p rb rp rt tbody td tfoot th thead tr wbr".split()
)
KNOWN: Final = (
    ALLOWED
    | EMBEDDED.keys()
    | DROPPED
    | UNCLOSED
    | frozenset(
        "acronym address applet area article aside base basefont bdi bdo bgsound big blink body button canvas "
        "center col data datalist dfn dialog dir fieldset font footer form frame frameset header hgroup html "
        "input label legend link listing main map marquee menu meta meter nav nobr noembed noframes noscript "
        "output param picture plaintext progress search select slot source span strike template textarea time "
        "title track tt var xmp".split()
    )
)
