"""How long a conversation of a thousand messages and a full in-tray take to open, for its two sides."""

from bench.report import Figure
from bench.running import RunningSet, percentile
from bench.visitor import Visitor

MESSAGES, TIMES, LIMIT_MS = 1_000, 60, 150.0
FILL = f"""
from django.utils import timezone
from talent.conversations.models import Message, Thread
thread = Thread.objects.filter(ended_at=None, silenced_at=None).exclude(profile=None).order_by("pk").first()
said = list(Message.objects.filter(thread=thread).order_by("pk"))
now = timezone.now()
like = dict(thread=thread, sent_on=now.date(), sent_at=now, told_at=now, text="Two hours on Sundays. " * 10)
Message.objects.bulk_create(
    Message(**like, side="company" if number % 2 else "expert", signed="Sara" if number % 2 else "")
    for number in range({MESSAGES} - len(said))
)
print(thread.key, thread.company.slug, thread.profile.user.email)
"""


def figures(running: RunningSet) -> list[Figure]:
    """The newest page, an older one, and the in-tray, by turns, as the expert and as a recruiter of the company."""
    key, company, email = running.manage("shell", "--verbosity", "0", "-c", FILL).split()[-3:]
    expert = next(one for one in running.accounts("") if one["email"] == email)
    member = next(one for one in running.accounts("") if one["email"] == f"recruiter@{company}.example.org")
    found = []
    for account, place in ((expert, ""), (member, f"c/{company}/")):
        visitor = Visitor(running.port).sign_in(account)
        found += _times(
            visitor,
            f"conversation of {MESSAGES:,} messages, {account['role']}",
            f"{place}conversations/{key}/",
        )
        found += _times(visitor, f"in-tray, {account['role']}", f"{place}in-tray/")
    return found


def _times(visitor: Visitor, what: str, path: str) -> list[Figure]:
    """The middle and the slow end, after one visit to warm up."""
    visitor.get(f"/fa/{path}")
    seconds = []
    for number in range(TIMES):
        answer = visitor.get(f"/{('fa', 'en')[number % 2]}/{path}")
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status}")
        seconds.append(answer.seconds * 1000)
    return [
        Figure(f"{what}, p50", percentile(seconds, 0.5), "ms"),
        Figure("  p95", percentile(seconds, 0.95), "ms", LIMIT_MS),
    ]
