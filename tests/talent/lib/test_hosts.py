"""Hosts as people type them; the national ID of a company."""

import pytest

from talent.lib import national_id
from talent.lib.hosts import free_mail_hosts, host_of, is_plain, shown

TYPED = {
    "example.com": "example.com",
    "  Example.COM. ": "example.com",
    "@example.com": "example.com",
    "someone@example.com": "example.com",
    "https://www.example.com/jobs?x=1": "example.com",
    "http://user:secret@example.com:8080/": "example.com",
    "www.example.com": "example.com",
    "mail.example.com": "mail.example.com",
    "münchen.example": "xn--mnchen-3ya.example",
    "xn--mnchen-3ya.example": "xn--mnchen-3ya.example",
    "ایران.example": "xn--mgba3a4f16a.example",
    "ｅｘａｍｐｌｅ.com": "example.com",
}


@pytest.mark.parametrize(("typed", "host"), TYPED.items())
def test_a_host_is_read_from_what_people_type(typed: str, host: str) -> None:
    assert host_of(typed) == host


@pytest.mark.parametrize(
    "typed",
    ["", " ", "example", "a b.com", "-x.com", "x..com", "https://", "1.2.3.4", "x" * 300 + ".com", "a\x00.com",
     "ex\u202eample.com", "<b>.com", "xn--a.com"],
)  # fmt: skip
def test_what_is_no_host_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        host_of(typed)


def test_a_host_is_shown_in_its_own_script() -> None:
    assert shown("xn--mnchen-3ya.example") == "münchen.example" and shown("example.com") == "example.com"


def test_free_mail_hosts_are_hosts() -> None:
    assert {"gmail.com", "proton.me"} <= free_mail_hosts()
    assert all(host_of(host) == host for host in free_mail_hosts())


def test_a_national_id_is_read_in_any_digits() -> None:
    assert national_id.read(" ۱۰۳۸۰-۲۸۴۷۹۰ ") == "10380284790" == national_id.read("10380284790")


@pytest.mark.parametrize("typed", ["", "1038028479", "103802847901", "10380284791", "1038028479x", "²" * 11])
def test_what_is_no_national_id_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        national_id.read(typed)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("a@example.com", True),
        ("a@bücher.de", False),
        ('"a@b"@example.com', False),
        ("a@xn--bcher-kva.de", True),
    ],
)
def test_an_address_whose_host_cannot_be_compared_is_not_plain(address: str, plain: bool) -> None:
    assert is_plain(address) is plain
