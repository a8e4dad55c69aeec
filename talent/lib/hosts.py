"""Hosts of e-mail addresses, as people type them. Pure."""

import json
import re
from functools import cache
from pathlib import Path

import idna

LONGEST = 120
_FILE = Path(__file__).resolve().parents[2] / "data" / "free_mail_hosts.json"
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@cache
def free_mail_hosts() -> frozenset[str]:
    """Hosts at which anybody gets an address: sharing one says nothing about an employer."""
    return frozenset(json.loads(_FILE.read_text(encoding="utf-8"))["hosts"])


def host_of(text: str) -> str:
    """The host in ASCII (IDNA 2008, RFC 5891) of a host, an address or a URL as typed; "www." is left out,
    other subdomains stay: hosts match exactly. Raises ValueError where there is none.
    """
    typed = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text.strip().casefold())
    typed = re.split(r"[/?#\\]", typed, maxsplit=1)[0].rpartition("@")[2]
    typed = typed.partition(":")[0].strip(".").removeprefix("www.")
    try:
        host = idna.encode(typed, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError("not a host") from None
    if len(host) > LONGEST or not _HOST.fullmatch(host):
        raise ValueError("not a host")
    return host


def is_plain(address: str) -> bool:
    """Whether an address is written so that its host can be compared: one @, no quotation marks, an ASCII host.
    (RFC 5321 allows more; what it allows beyond this would pass a hide list that names the host.)"""
    local, _, host = address.strip().rpartition("@")
    return "@" not in local and '"' not in local and host.isascii()


def shown(host: str) -> str:
    """The host as people write it, in its own script; as it is where that is not possible."""
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host
