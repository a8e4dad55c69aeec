"""Before an account: which notice this browser has been shown, and what was typed when a newer one came.

The country leads to a group and is forgotten; the session holds the notice alone.
"""

from django.http import HttpRequest

from talent.accounts.models import Notice

READ, TYPED = "notice_read", "sign_up_email"


def note(request: HttpRequest, notice: Notice) -> None:
    """Notes in the session that this version was read."""
    request.session[READ] = notice.pk


def shown_notice(request: HttpRequest) -> Notice | None:
    """The notice that was read before signing up, if it is still in force and lets people sign up; else None."""
    notice = Notice.objects.filter(pk=request.session.get(READ, 0)).first()
    if notice is None or notice.information_only or Notice.objects.in_force(notice.group) != notice:
        return None
    return notice


def remember(request: HttpRequest) -> None:
    """Keeps the address that was typed into the form of signing up while a newer notice is being read."""
    if email := request.POST.get("email", "")[:254]:
        request.session[TYPED] = email


def remembered(request: HttpRequest) -> str:
    """That address, once; "" where there is none."""
    return str(request.session.pop(TYPED, ""))


def group_before(request: HttpRequest) -> str:
    """The group of the notice that was read here, in force or not; "" where none was."""
    groups = Notice.objects.filter(pk=request.session.get(READ, 0)).values_list("group", flat=True)
    return groups.first() or ""
