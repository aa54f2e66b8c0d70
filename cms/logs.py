"""Lines of the log, as text for people or as JSON for machines: each names the request in which it was written."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest

# The id of the request that this thread answers; empty outside of one.
REQUEST: ContextVar[str] = ContextVar("request", default="")
# An attribute of a record: what it says beside its message, as a dict.
FIELDS: Final = "fields"
# Where a request keeps its id.
META: Final = "yibao.request"


class Text(logging.Formatter):
    """`2026-11-23T01:20:00.123Z WARNING django.request [4f3c02aa…] Not Found: /x`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(request_id)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        name = request_of(record)
        record.request_id = f" [{name}]" if name else ""
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        record.message = message_of(record)
        return super().formatMessage(record)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  logging's name
        return moment(record)


class Json(logging.Formatter):
    """One object a line: time, level, logger, message, request, whatever the record adds, error with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"time": moment(record), "level": record.levelname, "logger": record.name}
        said["message"] = message_of(record)
        if name := request_of(record):
            said["request"] = name
        said |= getattr(record, FIELDS, {})
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str)  # in ASCII: valid whatever the terminal or the journal can write


def request_id() -> str:
    """Of the request that this thread answers; empty outside of one. Named by REQUEST_ID in the settings."""
    return REQUEST.get()


def request_of(record: logging.LogRecord) -> str:
    """Django speaks of a refused request after its answer has left the middleware, but says which one it was."""
    meta: dict[str, str] = getattr(getattr(record, "request", None), "META", {})
    return meta.get(META, "") or REQUEST.get()


def message_of(record: logging.LogRecord) -> str:
    """Django names the path of a refused request, whatever secret it holds."""
    message, request = record.getMessage(), getattr(record, "request", None)
    return message.replace(request.path, shown_path(request)) if isinstance(request, HttpRequest) else message


def shown_path(request: HttpRequest) -> str:
    """The path; where it holds a secret, the pattern of the address: whoever reads the log must not get in by it."""
    match = request.resolver_match
    return f"/{match.route}" if match and "token" in match.kwargs else request.path_info


def moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
