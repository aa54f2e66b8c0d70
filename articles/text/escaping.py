"""Text into HTML and back, written as the sanitiser writes it, so that cleaning our output again changes nothing."""


def text(plain: str) -> str:
    """Plain text as the content of an element."""
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def attribute(plain: str) -> str:
    """Plain text as the value of an attribute in double quotes."""
    return text(plain).replace('"', "&quot;")


def plain(html: str) -> str:
    """The plain text of what the sanitiser wrote: it knows five entities, an author many more (html.unescape)."""
    if "&" not in html:
        return html
    html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&nbsp;", "\u00a0")
    return html.replace("&amp;", "&")
