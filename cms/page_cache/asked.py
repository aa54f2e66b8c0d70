"""What a request asks for: one key for all addresses of the same page, and a request that holds nothing else."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from articles.urls import PARAMETERS
from cms.away import FILES

# Never kept: files, which are large and long-lived; what is made for one person; and every wording of a search.
PASSED_BY = (*FILES, "/admin/", "/en/admin/", "/search/", "/en/search/", "/healthz")
MOST_FIELDS = 100  # of a query
LONGEST = 2000  # characters of an address: none of ours is longer, and what is remembered must be bounded


class Key(NamedTuple):
    """`path` as WSGI has it; `query` holds what the pages read, in order, and nothing else."""

    scheme: str
    host: str
    path: str
    query: str


class Addresses:
    """`key_of` is asked at each request: it reads an address once, and remembers the last thousand."""

    def __init__(self) -> None:
        # As Django tells the scheme, which leads http to https where the settings say so.
        self.scheme_in, self._secure = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self._known = lru_cache(maxsize=1024)(self._read)

    def key_of(self, environ: WSGIEnvironment) -> Key | None:
        """None for what is not kept whatever it answers: a host that is not ours, files, search, the admin."""
        host, path, query = environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        if environ.get("SCRIPT_NAME") or len(host) + len(path) + len(query) > LONGEST:
            return None
        return self._known(environ.get(self.scheme_in) or environ["wsgi.url_scheme"], host, path, query)

    def _read(self, said: str, host: str, path: str, query: str) -> Key | None:
        if path.startswith(PASSED_BY) or not is_ours(host):
            return None
        scheme = "https" if said.partition(",")[0].strip() == self._secure else "http"
        return Key(scheme, host.lower(), path, normalised(query) if query else "")

    def for_everybody(self, environ: WSGIEnvironment, key: Key) -> WSGIEnvironment:
        """The request with nothing but the key in it: no cookie, no other header, no stranger in the query.

        So whatever answers it cannot depend on who asks, and nobody can slip something into a page that others get. Its
        id stays, for the log.
        """
        headers = {"HTTP_HOST", "HTTP_X_REQUEST_ID", self.scheme_in}
        plain = {name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in headers}
        return plain | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}


@lru_cache(maxsize=256)
def is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def normalised(query: str) -> str:
    """What a view would find of the known parameters: the last value of each, sorted. Strangers are left out."""
    text = query.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        pairs = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return ""
    return urlencode(sorted((name, value) for name, value in pairs.items() if name in PARAMETERS))
