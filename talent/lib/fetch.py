"""Reading an address that a stranger has given, so that it reaches nothing but the public network. Pure of Django.

The name is resolved first; every address that it has must be a public one, and the connection goes to one of these,
whatever the name says a moment later. No redirect is followed, nothing is unpacked, and the clock is one for all:
whoever answers a byte at a time is left when it has run out.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Event, Thread, Timer
from urllib.parse import SplitResult, urlsplit

from talent.lib.errors import Refused

SECONDS = 5.0
MAX_BYTES = 2 * 1024 * 1024
PORTS = {"http": 80, "https": 443}
_PIECE = 64 * 1024
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_4 = [
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
    )
]
_NOT_6 = [
    ip_network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]
"""Inside 2000::/3: Teredo and other protocols, documentation, 6to4 (which leads to any IPv4 address)."""


class NotFetched(Refused):
    """Why an address was not read: `code` says it. What is told to whom is the caller's."""

    code = "not_fetched"


class BadAddress(NotFetched):
    code = "bad_address"


class NotPublic(NotFetched):
    code = "not_public"


class Unreachable(NotFetched):
    code = "unreachable"


class TooSlow(NotFetched):
    code = "too_slow"


class TooLarge(NotFetched):
    code = "too_large"


class LeadsElsewhere(NotFetched):
    code = "leads_elsewhere"


class NoAnswer(NotFetched):
    """An answer other than 200, one that is packed, or none that can be read."""

    code = "no_answer"


def is_public(text: str) -> bool:
    """Whether an address of a machine is one of the public network. Written with a zone (%), mapped, translated
    (NAT64) and tunnelled ones are none: what they lead to is not theirs to say."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_4)
    return _is_public_6(address)


def _is_public_6(address: IPv6Address) -> bool:
    return not address.scope_id and address in _GLOBAL_6 and not any(address in network for network in _NOT_6)


def _resolved(host: str, port: int) -> list[str]:
    """All addresses that the name has now."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


@dataclass(frozen=True, slots=True)
class Wire:
    """How the network is reached. Only tests have another one."""

    resolve: Callable[[str, int], list[str]] = _resolved
    allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)
    seconds: float = SECONDS


WIRE = Wire()


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `path` with its query, `host` as machines write it."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(address: str, wire: Wire = WIRE) -> Target:
    """What an address asks for; nothing is looked up. Raises BadAddress for anything but plain http and https."""
    try:
        parts = urlsplit(address.strip())
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        host = _host(parts)
    except (ValueError, UnicodeError):
        raise BadAddress() from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    right = parts.scheme in PORTS and port in wire.ports and host and "@" not in parts.netloc
    if not right or not path.isascii() or not all(33 <= ord(letter) <= 126 for letter in path):
        raise BadAddress()
    return Target(parts.scheme, host, port, path)


def _host(parts: SplitResult) -> str:
    """The host as machines write it; empty for one with a zone."""
    host = parts.hostname or ""
    return "" if "%" in host else host.encode("idna").decode("ascii") if ":" not in host else host


def fetch(address: str, wire: Wire = WIRE) -> bytes:
    """What stands at the address, at most 2 MB of it, within five seconds in all. Raises a NotFetched."""
    target, deadline = target_of(address, wire), time.monotonic() + wire.seconds
    places = _places(target, wire, deadline)
    with _connected(target, places, wire, deadline) as (connection, over):
        try:
            body = _read(connection, target)
        except (OSError, HTTPException, ValueError):
            raise (TooSlow() if over() else NoAnswer()) from None
        if over():  # what was cut off looks like an end
            raise TooSlow()
        return body


def _places(target: Target, wire: Wire, deadline: float) -> list[str]:
    """Where the name leads; all of it public. A resolver that hangs is left behind."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(wire.resolve(target.host, target.port))
        except (OSError, UnicodeError):
            return

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, deadline - time.monotonic()))
    if asking.is_alive():
        raise TooSlow()
    places = [*found]
    if not places:
        raise Unreachable()
    if not all(wire.allowed(place) for place in places):
        raise NotPublic()
    return places


@contextmanager
def _connected(
    target: Target, places: list[str], wire: Wire, deadline: float
) -> Iterator[tuple[HTTPConnection, Callable[[], bool]]]:
    """A connection to one of these places, cut off at the deadline, and whether that has come."""

    raw = _dialled(target, places, deadline)
    twin, ended = raw.dup(), Event()
    cut = Timer(max(0.0, deadline - time.monotonic()), _cut, [twin, ended])
    cut.daemon = True
    cut.start()
    connection = HTTPConnection(target.host, target.port)
    connection.default_port = target.port  # so that no port stands after the host
    try:
        connection.sock = _secured(raw, target, wire, ended.is_set)
        yield connection, ended.is_set
    finally:
        cut.cancel()
        cut.join()
        for one in (connection, raw, twin):
            one.close()


def _dialled(target: Target, places: list[str], deadline: float) -> socket.socket:
    """Connects to the first of the places that answers."""
    for place in places[:4]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TooSlow()
        try:
            raw = socket.create_connection((place, target.port), timeout=left)
        except OSError:
            continue
        raw.settimeout(left + 1)
        return raw
    raise TooSlow() if time.monotonic() >= deadline else Unreachable()


def _secured(raw: socket.socket, target: Target, wire: Wire, over: Callable[[], bool]) -> socket.socket:
    """The same connection, for https with the host's certificate checked."""
    if target.scheme == "http":
        return raw
    try:
        return wire.trust().wrap_socket(raw, server_hostname=target.host)
    except (OSError, ValueError):
        raise (TooSlow() if over() else Unreachable()) from None


def _cut(twin: socket.socket, ended: Event) -> None:
    """Ends a connection from outside, whoever reads from it: a read that gets a byte now and then never ends else."""
    ended.set()
    try:
        twin.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _read(connection: HTTPConnection, target: Target) -> bytes:
    headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "Connection": "close"}
    connection.request("GET", target.path, headers=headers)
    with connection.getresponse() as answer:
        if 300 <= answer.status < 400:
            raise LeadsElsewhere()
        if answer.status != 200 or answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise NoAnswer()
        return _body(answer)


def _body(answer: HTTPResponse) -> bytes:
    """The whole content. Raises TooLarge, also for what only says so, and IncompleteRead (an HTTPException)."""
    if answer.length is not None and answer.length > MAX_BYTES:
        raise TooLarge()
    body = bytearray()
    while piece := answer.read1(_PIECE):
        body += piece
        if len(body) > MAX_BYTES:
            raise TooLarge()
    if answer.length:
        raise OSError("cut short")
    return bytes(body)
