"""The pages that are asked for again and again: found by a request as it came, before anything is read out of it."""

from contextlib import suppress
from operator import itemgetter
from wsgiref.types import WSGIEnvironment

from .kept import Kept, takes_gzip
from .news import YOUNG, News, Newsroom

MOST = 64  # requests that are told apart: each holds a page that the shelves may have dropped meanwhile
# With what a proxy says of the scheme, all that decides which page it is and how it is given.
ASKED = itemgetter(
    *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "wsgi.url_scheme"),
    "SCRIPT_NAME",
)


class AtHand:
    """What was handed out under the latest news: as long as these are young, all of it may be handed out again.

    Twice a second it begins anew, so that the shelves hear which pages are in demand. `scheme_in`: what WSGI calls the
    header by which a proxy tells the scheme.
    """

    __slots__ = ("_hand", "_newsroom", "_scheme_in")

    def __init__(self, newsroom: Newsroom, scheme_in: str) -> None:
        self._newsroom, self._scheme_in = newsroom, scheme_in
        # One attribute: no thread ever finds pages of one edition under the news of another.
        self._hand: tuple[News, dict[object, Kept]] | None = None

    def get(self, environ: WSGIEnvironment, now: float) -> Kept | None:
        """A page to be given with its headers of a hit, compressed."""
        if self._hand is None or "HTTP_COOKIE" in environ or "HTTP_IF_NONE_MATCH" in environ:
            return None
        news, pages = self._hand
        newsroom = self._newsroom
        if news is not newsroom.known or news.call is not newsroom.called or not 0 <= now - news.at < YOUNG:
            return None
        try:
            return pages.get((ASKED(environ), environ.get(self._scheme_in)))
        except KeyError:  # something that browsers and nginx always say
            return None

    def put(self, environ: WSGIEnvironment, page: Kept, news: News) -> None:
        """Under these news, the page answers this request."""
        hand = self._hand
        if hand is None or hand[0] is not news:
            self._hand = hand = news, {}
        is_plain = environ["REQUEST_METHOD"] == "GET" and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if is_plain and len(hand[1]) < MOST and page.is_fresh(news, news.at + YOUNG):
            with suppress(KeyError):
                hand[1][ASKED(environ), environ.get(self._scheme_in)] = page
