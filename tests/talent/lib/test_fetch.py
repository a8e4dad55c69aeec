"""An address from a stranger reaches the public network or nothing, and takes five seconds or fewer."""

import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from talent.lib.fetch import (
    MAX_BYTES,
    WIRE,
    BadAddress,
    LeadsElsewhere,
    NoAnswer,
    NotFetched,
    NotPublic,
    TooLarge,
    TooSlow,
    Unreachable,
    Wire,
    fetch,
    is_public,
    target_of,
)

Speaks = Callable[[socket.socket], None]


def says(*pieces: bytes, pause: float = 0) -> Speaks:
    def speak(talk: socket.socket) -> None:
        talk.recv(65536)
        for piece in pieces:
            talk.sendall(piece)
            time.sleep(pause)

    return speak


@contextmanager
def serving(speak: Speaks, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server on loopback that speaks once; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        served = Thread(target=_serve, args=(listening, speak, context), daemon=True)
        served.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)  # a close would not wake who waits there
        served.join(5)


def _serve(listening: socket.socket, speak: Speaks, context: ssl.SSLContext | None) -> None:
    try:
        talk, _ = listening.accept()
        with context.wrap_socket(talk, server_side=True) if context else talk as secured:
            speak(secured)
    except OSError:
        return


def near(port: int, **more: object) -> Wire:
    """Loopback alone, as if it were the public network."""
    ours = replace(WIRE, resolve=lambda host, port: ["127.0.0.1"], allowed=lambda place: place == "127.0.0.1")
    return replace(ours, ports=frozenset({port}), seconds=1.0, **more)  # type: ignore[arg-type]


def asked(speak: Speaks) -> bytes:
    with serving(speak) as port:
        return fetch(f"http://calendar.example.org:{port}/mine.ics?key=1", near(port))


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        says(OK + b"Content-Length: 5\r\n\r\nHello"),
        says(OK + b"\r\n", b"Hel", b"lo", pause=0.01),
        says(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nHe\r\n3\r\nllo\r\n0\r\n\r\n"),
    ],
)
def test_what_stands_there_is_read(answer: Speaks) -> None:
    assert asked(answer) == b"Hello"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n"), LeadsElsewhere),
        (says(b"HTTP/1.1 404 Not Found\r\n\r\n"), NoAnswer),
        (says(OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"), NoAnswer),
        (says(OK + b"Content-Length: 9\r\n\r\nHello"), NoAnswer),
        (says(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nHe\r\n3\r\nl"), NoAnswer),
        (says(b"SSH-2.0-OpenSSH\r\n"), NoAnswer),
        (says(b""), NoAnswer),
        (says(OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n"), NoAnswer),
        (says(OK + f"Content-Length: {MAX_BYTES + 1}\r\n\r\n".encode()), TooLarge),
        (says(OK + b"\r\n" + b"x" * (MAX_BYTES + 1)), TooLarge),
        (says(*([b"H"] * 40), pause=0.1), TooSlow),
        (says(OK, *([b"X: y\r\n"] * 40), pause=0.1), TooSlow),
        (says(OK + b"\r\n", *([b"x"] * 40), pause=0.1), TooSlow),
        (says(OK + b"Content-Length: 40\r\n\r\n", *([b"x"] * 40), pause=0.1), TooSlow),
        (lambda talk: time.sleep(2), TooSlow),
    ],
)
def test_any_other_answer_is_refused_by_name_and_in_time(answer: Speaks, error: type[NotFetched]) -> None:
    begun = time.monotonic()
    with pytest.raises(error) as refused:
        asked(answer)
    assert type(refused.value) is error and time.monotonic() - begun < 3.5


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.9.9",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.251",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fe80::1%eth0",
        "2a00:1450:4001::1%1",
        "fec0::1",
        "ff02::1",
        "0177.0.0.1",
        "localhost",
        "2130706433",
    ],
)
def test_a_place_that_is_not_public_is_none(place: str) -> None:
    assert not is_public(place)
    with pytest.raises(NotPublic):
        fetch("http://calendar.example.org/", replace(WIRE, resolve=lambda host, port: ["8.8.8.8", place]))


@pytest.mark.parametrize(
    "place", ["8.8.8.8", "185.143.232.1", "100.128.0.1", "2a00:1450:4001::1", "2606:4700::1111"]
)
def test_a_public_place_is_one(place: str) -> None:
    assert is_public(place)


@pytest.mark.parametrize(
    "address",
    [
        *("", "mine.ics", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/a"),
        *("http://", "http://user@example.org/", "http://user:word@example.org/", "http://example.org:8080/"),
        *("http://example.org:22/", "http://example.org:0/", "http://example.org:99999/", "http://[fe80::1%25eth0]/"),
        *("http://exam ple.org/\r\nX: y", "http://example.org/a b", "http://example.org/\x00", "http://.example.org/"),
        *("http://example.org/نشانی", "http://" + "a" * 300 + ".org/", "webcal://example.org/", "http://[::1/"),
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_before_anything_is_looked_up(address: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError("looked up")

    with pytest.raises(BadAddress):
        fetch(address, replace(WIRE, resolve=resolve))


def test_persian_names_become_what_machines_write() -> None:
    assert target_of("https://تقویم.example.org/a?b=c#d").host.startswith("xn--")
    assert target_of("https://example.org").path == "/"


@pytest.mark.parametrize(
    "written", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.1", "[::1]", "localhost"]
)
def test_odd_ways_to_write_this_machine_are_seen_through(written: str) -> None:
    with pytest.raises((NotPublic, Unreachable)):
        fetch(f"http://{written}/")


def test_a_name_that_changes_its_mind_is_asked_once() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serving(says(OK + b"\r\nHello")) as port:
        wire = replace(near(port), resolve=lambda host, port: next(answers))
        assert fetch(f"http://calendar.example.org:{port}/", wire) == b"Hello"
    assert next(answers) == ["10.0.0.1"]


def test_a_name_that_leads_nowhere_or_hangs_ends_too() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise socket.gaierror()

    with pytest.raises(Unreachable):
        fetch("http://calendar.example.org/", replace(WIRE, resolve=fails))
    with pytest.raises(TooSlow):
        slow = replace(WIRE, seconds=0.2, resolve=lambda host, port: [time.sleep(1.0) or "8.8.8.8"])
        fetch("http://calendar.example.org/", slow)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable):
        fetch(f"http://calendar.example.org:{port}/", near(port))


def test_the_certificate_must_be_the_hosts(tmp_path: Path) -> None:
    """Of a certificate made here for that name, and of one for another."""
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    for name, answer in (("calendar.example.org", b"Hello"), ("other.example.org", None)):
        subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        command = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            made,
            *subject,
        ]
        subprocess.run(command, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made, key)
        with serving(says(OK + b"\r\nHello"), context) as port:
            address = f"https://calendar.example.org:{port}/"
            wire = near(port, trust=partial(ssl.create_default_context, cafile=str(made)))
            if answer:
                assert fetch(address, wire) == answer
            else:
                with pytest.raises(Unreachable):
                    fetch(address, wire)
