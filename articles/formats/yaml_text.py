"""The YAML of a front matter to plain values and back, as PyYAML's safe loader and dumper do it, on libyaml's events.

Values are dict (keys are str), list, str, int, float (finite), bool and None. Against yaml.load with CSafeLoader: dates
stay text, and what no post needs is refused. Against yaml.dump with CSafeDumper: never an anchor, and the order of the
outermost pairs is the caller's. Going without nodes takes half the time.
"""

import functools
import io
import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml
from yaml._yaml import CEmitter, CParser
from yaml.constructor import SafeConstructor
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.reader import ReaderError
from yaml.representer import SafeRepresenter

from articles.formats.flaws import Flaw, Reason, cut, shown

MAX_DEPTH = 16
MAX_DIGITS = 40  # Python takes quadratic time to read a long number

WRITER_RULES: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.CSafeDumper.yaml_implicit_resolvers
READER_RULES = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
COMMON = {"true": True, "false": False, "null": None, "": None, "0": 0}
DECIMAL = re.compile(r"[1-9][0-9]{0,17}").fullmatch
CONSTRUCTOR, REPRESENTER = SafeConstructor(), SafeRepresenter()
MAKERS: dict[str, Callable[[ScalarNode], Any]] = {
    "tag:yaml.org,2002:null": CONSTRUCTOR.construct_yaml_null,
    "tag:yaml.org,2002:bool": CONSTRUCTOR.construct_yaml_bool,
    "tag:yaml.org,2002:int": CONSTRUCTOR.construct_yaml_int,
    "tag:yaml.org,2002:float": CONSTRUCTOR.construct_yaml_float,
}

MAPPING_START = MappingStartEvent(None, None, True, flow_style=False)
MAPPING_END = MappingEndEvent()
SEQUENCE_START = SequenceStartEvent(None, None, True, flow_style=False)
SEQUENCE_END = SequenceEndEvent()


def parse(text: str) -> Any:
    """The value of the one YAML document in text. Raises Flaw, whose line counts the line feeds of text."""
    reader = _Reader(text)
    try:
        return reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, problem = reader.line(mark.index if mark else 0), error.problem or error.context
    except ReaderError as error:
        line, problem = text.encode().count(b"\n", 0, error.position) + 1, error.reason
    raise Flaw(line, Reason.BROKEN_YAML.format(problem=problem))


class _Reader:
    """Builds the value of one document out of events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next: Callable[[], Any] = CParser(text).get_event

    def line(self, index: int) -> int:
        # Not the mark's own line: to libyaml U+2028, U+0085 and a lone CR end a line too.
        return self.text.count("\n", 0, index) + 1

    def flaw(self, event: Event, reason: str) -> Flaw:
        return Flaw(self.line(event.start_mark.index if event.start_mark else 0), reason)

    def document(self) -> Any:
        self.next()  # the start of the stream
        if type(self.next()) is StreamEndEvent:
            return None
        value = self.value(self.next(), 0)
        self.next()  # the end of the document
        event = self.next()
        if type(event) is not StreamEndEvent:
            raise self.flaw(event, Reason.BROKEN_YAML.format(problem="a second document begins"))
        return value

    def value(self, event: Event, depth: int) -> Any:
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
            return self.plain(event) if event.implicit[0] else self.quoted(event)
        if isinstance(event, AliasEvent):
            raise self.flaw(event, Reason.ALIAS)
        if getattr(event, "tag", None) is not None:
            raise self.flaw(event, Reason.TAG)
        if getattr(event, "anchor", None) is not None:
            raise self.flaw(event, Reason.ANCHOR)
        if depth == MAX_DEPTH:
            raise self.flaw(event, Reason.TOO_DEEP.format(limit=MAX_DEPTH))
        return self.mapping(depth + 1) if isinstance(event, MappingStartEvent) else self.sequence(depth + 1)

    def mapping(self, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while type(event := self.next()) is not MappingEndEvent:
            key = self.value(event, depth)
            if type(key) is not str:
                raise self.flaw(event, Reason.KEY_NOT_TEXT.format(key=shown(key)))
            if key in values:
                raise self.flaw(event, Reason.KEY_TWICE.format(key=cut(key)))
            values[key] = self.value(self.next(), depth)
        return values

    def sequence(self, depth: int) -> list[Any]:
        values = []
        while type(event := self.next()) is not SequenceEndEvent:
            values.append(self.value(event, depth))
        return values

    def quoted(self, event: ScalarEvent) -> str:
        if "\0" in event.value:
            raise self.flaw(event, Reason.NUL)
        return event.value

    def plain(self, event: ScalarEvent) -> Any:
        text = event.value
        rules = READER_RULES.get(text[:1])
        if not rules:
            return text
        if text in COMMON:
            return COMMON[text]
        if DECIMAL(text):
            return int(text)
        for tag, pattern in rules:
            if pattern.match(text):
                return self.resolved(event, tag)
        return text

    def resolved(self, event: ScalarEvent, tag: str) -> Any:
        """A plain scalar that YAML 1.1 takes for something else than text, in its less common spellings."""
        make = MAKERS.get(tag)
        try:
            if make and len(event.value) <= MAX_DIGITS:
                value = make(ScalarNode(tag, event.value))
                if not isinstance(value, float) or math.isfinite(value):
                    return value
        except (ValueError, OverflowError):
            pass  # such as 0x_, which YAML's own pattern lets through
        raise self.flaw(event, Reason.BROKEN_YAML.format(problem=f"no value can be made of {cut(event.value)}"))


def line_at(text: str, place: tuple[str | int, ...]) -> int:
    """The 1-based line of a place in a text that parse() accepts: of the key or the item; 1 where it is missing."""
    node: Any = yaml.compose(text, Loader=yaml.CBaseLoader)
    index = 0
    for step in place:
        if isinstance(node, SequenceNode):
            node = node.value[step]
            index = node.start_mark.index
        elif isinstance(node, MappingNode):
            key, node = next((pair for pair in node.value if pair[0].value == step), (None, None))
            index = key.start_mark.index if key else 0
    return text.count("\n", 0, index) + 1


def emit(pairs: Iterable[tuple[str, Any]]) -> str:
    """The pairs as one YAML mapping in block style, folded at 80 columns."""
    stream = io.StringIO()
    put = CEmitter(stream, allow_unicode=True).emit
    put(StreamStartEvent())
    put(DocumentStartEvent(explicit=False))
    _put_mapping(put, pairs)
    put(DocumentEndEvent(explicit=False))
    put(StreamEndEvent())
    return stream.getvalue()


def _put(put: Callable[[Event], None], value: Any) -> None:
    if isinstance(value, str):
        put(_text(value))
    elif isinstance(value, dict):
        _put_mapping(put, sorted(value.items()))
    elif isinstance(value, list):
        put(SEQUENCE_START)
        for item in value:
            _put(put, item)
        put(SEQUENCE_END)
    else:
        put(_other(value))


def _put_mapping(put: Callable[[Event], None], pairs: Iterable[tuple[str, Any]]) -> None:
    put(MAPPING_START)
    for key, value in pairs:
        put(_key(key))
        _put(put, value)
    put(MAPPING_END)


def _text(value: str) -> ScalarEvent:
    rules = WRITER_RULES.get(value[:1])
    may_be_plain = not rules or not any(pattern.match(value) for _, pattern in rules)
    return ScalarEvent(None, None, (may_be_plain, True), value)


_key = functools.lru_cache(1024)(_text)


def _other(value: object) -> ScalarEvent:
    if value is None or isinstance(value, bool | int):
        text = "null" if value is None else str(value).lower()
    elif isinstance(value, float):
        text = REPRESENTER.represent_float(value).value
    else:
        raise TypeError(f"YAML text is made of text, numbers, true, false, null, lists and dicts, not of {type(value)}")
    return ScalarEvent(None, None, (True, False), text)
