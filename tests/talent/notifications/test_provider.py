"""Through a provider of django-anymail: the same mail, and the same patience. The provider is a server of our own."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from talent.accounts.models import User
from talent.notifications import sending
from talent.notifications.models import Delivery, Mailbox

Tell = Callable[..., int]
TAKEN = {"SubmittedAt": "2026-01-01T00:00:00Z", "MessageID": "m", "ErrorCode": 0, "Message": "OK"}


class Provider(ThreadingHTTPServer):
    """Keeps what it is sent, and answers as it is told."""

    status, answer = 200, TAKEN

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.sent: list[dict[str, Any]] = []


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.server.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer | {"To": self.server.sent[-1]["To"]}).encode())

    def log_message(self, *_args: Any) -> None:
        """Nothing is written to the terminal."""


@pytest.fixture
def provider(settings: Any, monkeypatch: Any) -> Iterator[Provider]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Provider() as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        where = f"http://127.0.0.1:{one.server_port}/"
        settings.ANYMAIL = settings.ANYMAIL | {"POSTMARK_SERVER_TOKEN": "t", "POSTMARK_API_URL": where}
        yield one
        one.shutdown()


def test_the_mail_is_the_same_through_a_provider(expert: User, tell: Tell, provider: Provider) -> None:
    tell(expert)
    assert sending.send_due() == 1
    [sent] = provider.sent
    headers = {one["Name"]: one["Value"] for one in sent["Headers"]}
    assert (
        sent["To"] == expert.email and "post@example.org" in sent["From"] and "returned" not in sent["From"]
    )
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"].endswith("@example.org>") and sent["HtmlBody"] and sent["TextBody"]


@pytest.mark.parametrize(
    ("status", "code", "away", "bounced", "state"),
    [
        (503, 100, True, False, "queued"),
        (422, 300, False, False, "queued"),
        (422, 406, False, True, "failed"),
    ],
)
def test_a_provider_that_does_not_take_it(
    expert: User,
    tell: Tell,
    provider: Provider,
    status: int,
    code: int,
    away: bool,
    bounced: bool,
    state: str,
) -> None:
    provider.status, provider.answer = (
        status,
        {
            "ErrorCode": code,
            "Message": f"Found inactive addresses: {expert.email}. Inactive recipients are refused.",
        },
    )
    tell(expert)
    assert sending.send_due() == 0
    assert bool(cache.get(sending.AWAY)) == away
    assert Mailbox.objects.filter(user=expert, bounced_at__isnull=False).exists() == bounced
    assert Delivery.objects.get().state == state


def test_a_provider_that_nobody_reaches_is_left_alone_for_half_a_minute(
    expert: User, other_expert: User, tell: Tell, provider: Provider
) -> None:
    provider.shutdown()
    provider.server_close()
    tell(expert)
    tell(other_expert)
    assert sending.send_due() == 0
    assert list(Delivery.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0]
    assert Delivery.objects.filter(due_at__lte=timezone.now()).count() == 1
