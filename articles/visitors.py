"""Who a visitor is, as a keyed hash that nobody can follow beyond the day; and how often one may knock."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import RateLimit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Knock = tuple[str, str, int]

DIGITS = 32
HOUSEHOLD_BITS = 64  # what a provider gives to one household of IPv6: whoever lives there has all its addresses
KEPT = timedelta(days=1)
SAME_ORIGIN = "same-origin"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Hashes of 32 hexadecimal digits: of the address and the browser, and of the address alone.

    What is counted once per reader goes by `name`. Limits go by `household`: a browser's name is easily changed.
    """

    name: str
    household: str


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a household may do one thing in each window of so many seconds."""

    deed: str
    most: int
    seconds: int

    def window(self, at: datetime) -> int:
        """The window in which this moment lies, by its first second."""
        second = int(at.timestamp())
        return second - second % self.seconds

    def left(self, now: datetime) -> int:
        """In how many seconds the next window begins."""
        return self.window(now) + self.seconds - int(now.timestamp())


def visitor(request: HttpRequest, now: datetime) -> Visitor:
    day = timezone.localdate(now)
    place = _household(client_address(request))
    return Visitor(_hash(f"{place}\n{request.headers.get('User-Agent', '')}", day), _hash(place, day))


def client_address(request: HttpRequest) -> str:
    """The address of the client: the connection's, or what our own proxies say of it.

    X-Forwarded-For is read from the right, as each proxy appends the address that it was called from: the first one
    that is not a trusted proxy's is the client. A list that cannot be read is not believed at all.
    """
    connected = request.META.get("REMOTE_ADDR", "")
    trusted, hops = _networks(tuple(settings.TRUSTED_PROXIES)), request.headers.get("X-Forwarded-For", "").split(",")
    address = _address(connected)
    # A Unix socket has no address, and nobody but a proxy of ours can knock there.
    is_ours = _is_in(address, trusted) if connected else bool(trusted)
    while is_ours and hops:
        address = _address(hops.pop())
        is_ours = _is_in(address, trusted)
    return str(address or _address(connected) or connected)


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request; a browser that says nothing about it is not believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None and origin is None:
        return False
    return site in {None, SAME_ORIGIN} and (origin is None or origin in _own_origins(request))


def allow(limit: Limit, household: str, now: datetime) -> bool:
    """Knock once, and whether that was still within the limit. True for exactly `limit.most` knocks in a window."""
    knock = (limit.deed, household, limit.window(now))
    count = knocked({knock: 1})[knock]
    if count == 1:
        forget(now)
    return count <= limit.most


def is_spent(limit: Limit, household: str, now: datetime) -> bool:
    """Whether the next knock would be refused. Writes nothing."""
    rows = RateLimit.objects.filter(deed=limit.deed, visitor=household, window=limit.window(now))
    return rows.filter(count__gte=limit.most).exists()


def knocked(knocks: Mapping[Knock, int]) -> dict[Knock, int]:
    """Add to how often each was done, in one statement; returns how often that is now."""
    if not knocks:
        return {}
    # In one order everywhere, so that two processes never wait for each other's rows.
    rows = [(*knock, count) for knock, count in sorted(knocks.items())]
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(UPSERT.format(marks), [value for row in rows for value in row])
        return {(deed, name, window): count for deed, name, window, count in cursor.fetchall()}


UPSERT = """
INSERT INTO articles_ratelimit (deed, visitor, "window", count) VALUES {}
ON CONFLICT (deed, visitor, "window") DO UPDATE SET count = articles_ratelimit.count + excluded.count
RETURNING deed, visitor, "window", count
"""


def forget(now: datetime) -> None:
    """Delete what lies further back than any window."""
    RateLimit.objects.filter(window__lt=int((now - KEPT).timestamp())).delete()


def _hash(value: str, day: date) -> str:
    return salted_hmac(f"articles.visitors {day}", value, algorithm="sha256").hexdigest()[:DIGITS]


def _household(address: str) -> str:
    found = _address(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(found), HOUSEHOLD_BITS), strict=False))
    return address


def _address(text: str) -> Address | None:
    """None where the text is no address; an IPv4 address in the dress of IPv6 is undressed."""
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(name.strip(), strict=False) for name in names)


def _is_in(address: Address | None, networks: tuple[Network, ...]) -> bool:
    return address is not None and any(address in network for network in networks)


def _own_origins(request: HttpRequest) -> set[str]:
    """As the request names this site, and as the settings do: a proxy may have spoken TLS."""
    site = urlsplit(settings.SITE_URL)
    return {f"{request.scheme}://{request.get_host()}".lower(), f"{site.scheme}://{site.netloc}".lower()}
