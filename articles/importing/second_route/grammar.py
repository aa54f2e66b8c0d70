"""How the blocks of Markdown begin and end, as CommonMark has it."""

import re
from typing import Final

CODE_INDENT: Final = 4
FENCE: Final = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
HEADING: Final = re.compile(r" {0,3}#{1,6}(?: |$)")
UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+) *$")
RULE: Final = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$")
QUOTE: Final = re.compile(r" {0,3}> ?")
ITEM: Final = re.compile(r"( {0,3})([-+*]|(\d{1,9})[.)])(?=( *)(.*))", re.ASCII)
NOTE: Final = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")
# A header row that is indented by more than three blanks would be code; a delimiter row below it tells that it is none.
INDENTED_HEADER: Final = re.compile(r"(?m)^[ \t]{1,8}(\|[^\n]*\n)(?=\|[ \t]*:?--)")
DEFINITION: Final = re.compile(
    r""" {0,3}\[((?:[^\[\]\\]|\\.)+)\]:[ ]*\n?[ ]*(?:<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)"""
    r"""(?:(?:[ ]+|[ ]*\n[ ]*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ ]*(?:\n|\Z)""",
    re.DOTALL,
)
CENTRED: Final = re.compile(r"<center>!\[")  # a picture in Markdown, by the rules an element of HTML
BLOCK_ELEMENTS: Final = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)
DELIMITERS: Final = re.compile(r" {0,3}(?! )\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
PIPE: Final = re.compile(r"(?<!\\)\|")
TAG: Final = (
    r"<(?:[a-zA-Z][a-zA-Z0-9-]*(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?|"
    r"/[a-zA-Z][a-zA-Z0-9-]*\s*)>"
)
BLANK: Final = re.compile(r"\s*$")
# How a block of HTML begins, and what ends it: a line that holds this, or a blank line.
HTML_BLOCKS: Final = (
    (
        re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r" {0,3}<!--"), re.compile("-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<![a-zA-Z]"), re.compile(">")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf" {{0,3}}</?(?:{BLOCK_ELEMENTS})(?:\s|/?>|$)", re.I), None),
)
LONE_TAG: Final = re.compile(rf" {{0,3}}{TAG}\s*$", re.ASCII)
OPENS_BLOCK: Final = re.compile(r" *(?:[-+*<>#`~=_\[]|\d{1,9}[.)])", re.ASCII)
