"""From Markdown as authors and the archive write it to HTML, before anything is made safe."""

import re

import comrak

from articles.text import tables

# No autolinks here: they run on through Chinese text and take in the emphasis around them (see targets.py).
_EXTENSIONS = comrak.ExtensionOptions(cjk_friendly_emphasis=True, footnotes=True, strikethrough=True, table=True)
_PARSING = comrak.ParseOptions()
_RENDERING = comrak.RenderOptions(unsafe_=True)

# An element that starts a line keeps Markdown from being read inside it, and all that this one says is "centred".
_CENTRED = re.compile(r"(?m)^<center>(!\[[^<]{0,1000})</center>")
# GFM strikes text between single tildes too, but in a technical text they are home directories.
_SINGLE_TILDE = re.compile("~(?!~)(?<!~~)")
_TILDE = "\ufdd0"
_TILDE_IN_ADDRESS = "%EF%B7%90"
# "<host:port>" is an address to CommonMark, its scheme "host". The brackets come back, for they were meant.
_MAYBE_STRANGE = re.compile("<(?!https?:|mailto:)[a-zA-Z][a-zA-Z0-9.+-]{1,31}:")
_STRANGE_ADDRESS = re.compile('<a href="(?!https?:|mailto:)([a-zA-Z][a-zA-Z0-9.+-]{1,31}:[^"]*)">\\1</a>')


def to_html(markdown: str) -> str:
    """The HTML of a text, raw HTML in it passed through: as unsafe as its author."""
    text = markdown
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = tables.repair(text)
    if "<center>" in text:
        text = _CENTRED.sub(r"\1", text)
    if text.count("~") < 2:
        html = _html(text)
    else:
        html = _html(_SINGLE_TILDE.sub(_TILDE, text)).replace(_TILDE, "~").replace(_TILDE_IN_ADDRESS, "~")
    return _STRANGE_ADDRESS.sub(r"&lt;\1&gt;", html) if _MAYBE_STRANGE.search(text) else html


def _html(text: str) -> str:
    return comrak.markdown_to_html(text, _EXTENSIONS, _PARSING, _RENDERING)
