"""What the frame of every page and its components need beyond Django's tags: addresses, icons, controls of forms."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django import forms, template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, override

from talent.accounts.fields import Digits, LongSelect
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.models import ParkChoice

register = template.Library()

TALKS = (
    *("conversations", "conversation", "report_conversation"),
    *("company_conversations", "company_conversation", "company_report_conversation"),
)
TRAYS = (*TALKS, "in_tray", "company_in_tray", "request", "requests", "company_request", "company_requests")
NEWS = ("notifications", "notification_choices")
EXPERT = ("expert", "ask_expert", "keep_expert", "note_expert")
PROGRAMMES = ("wagtail_serve", "programme_check", "programme_calculator", "check_programmes", "tell_office")
BOARD = ("board", "opening")
MENTORING = (
    *(
        "mentors",
        "mentor",
        "mentor_times",
        "sessions_with_mentors",
        "session",
        "session_times",
        "join_session",
    ),
    *("offer", "offer_preview"),
)
FINDING = ("directory", "company_directory", "company_examples", "company_shortlist", *EXPERT)

_STEPS = ("registration_names", "registration_papers", "registration_domain", "registration_work")
_AREA: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("company_directory", gettext_noop("Experts"), EXPERT),
    ("company_shortlist", gettext_noop("Shortlist"), ()),
    ("company_openings", gettext_noop("Openings"), ("company_opening", "write_opening")),
    ("company_requests", gettext_noop("Requests"), ("company_request",)),
    (
        "company_conversations",
        gettext_noop("Conversations"),
        ("company_conversation", "company_report_conversation"),
    ),
    ("company_members", gettext_noop("Members"), ()),
    ("company_page", gettext_noop("As others see it"), ()),
)
_AREA_BEFORE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("registration", gettext_noop("Registration"), _STEPS),
    ("company_examples", gettext_noop("Examples"), ()),
    ("company_members", gettext_noop("Members"), ()),
    ("company_page", gettext_noop("As others see it"), ()),
)
"""Pages of a company, each with those that belong to it: once it is verified, and before."""

_REASONS = {
    "apply_to": gettext_noop(
        "To apply you sign in, so that you can follow what becomes of it. Then you come back to the application; "
        "nothing is sent before you send it."
    ),
}
"""For what one signs in, by the page that asks for it."""

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "checkbox checkbox-primary"),
    (forms.Textarea, "textarea w-full text-base"),
    (forms.FileInput, "file-input w-full text-base"),
    (forms.Select, "select w-full text-base"),
    (Digits, "input w-full text-base figures"),
    (forms.Widget, "input w-full text-base"),
)
_LATIN = (forms.EmailInput, forms.PasswordInput, forms.URLInput, forms.NumberInput, Digits, LongSelect)


@register.simple_tag(takes_context=True)
def other_language_url(context: template.Context) -> str:
    """The same page, with its query, in the other language. Also for an address that leads nowhere."""
    request = context["request"]
    here, other = _languages()
    if request.path.startswith(f"/{here}/"):
        query = request.META.get("QUERY_STRING", "")
        return f"/{other}/{request.path[len(here) + 2 :]}" + (f"?{query}" if query else "")
    query = request.GET.copy()
    query["language"] = other
    return f"{request.path}?{query.urlencode()}"


@register.simple_tag
def other_language() -> str:
    """The code of the language that the page is not in."""
    return _languages()[1]


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[dict[str, Any]]:
    """The pages of the main menu that this reader can open, the current one marked."""
    here = context["request"].resolver_match
    page = here.url_name if here is not None else ""
    programmes, experts = reverse("wagtail_serve", args=["programmes/"]), experts_url(context)
    pages = [
        _row(programmes, gettext("Programmes"), page in PROGRAMMES),
        _row(reverse("board"), gettext("Openings"), page in BOARD),
    ]
    pages += [_row(experts, gettext("Experts"), page in FINDING)] if experts else []
    if context["request"].user.is_authenticated:
        pages.append(_row(reverse("mentors"), gettext("Mentors"), page in MENTORING))
    return pages + _trays(context)


def _row(url: str, label: str, current: bool) -> dict[str, Any]:
    return {"url": url, "label": label, "current": current, "count": 0, "count_url": ""}


def _trays(context: template.Context) -> list[dict[str, Any]]:
    """What the reader was told, and the in-tray of the company whose page it is, or of the person; nothing for
    strangers."""
    company, request = context.get("company"), context["request"]
    if not request.user.is_authenticated:
        return []
    match = request.resolver_match
    page = match.url_name if match is not None else ""
    news = {
        "url": reverse("notifications"),
        "label": gettext("Notifications"),
        "current": page in NEWS,
        "count": getattr(request.user, "unseen", 0),  # read along with the reader's row
        "count_url": "",
    }
    return [_tray(request, company, page), news]


def _tray(request: Any, company: object, page: str | None) -> dict[str, Any]:
    row = {"label": gettext("Waiting for you"), "current": page in TRAYS, "count_url": ""}
    if not isinstance(company, Company) or not company.is_verified:
        return row | {"url": reverse("in_tray"), "count": getattr(request.user, "waiting_number", 0)}
    named = {"company": company.slug}  # which rows this member may know of is asked by a request of its own
    url, count_url = reverse("company_in_tray", kwargs=named), reverse("company_count", kwargs=named)
    return row | {"url": url, "count": 0, "count_url": count_url}


@register.simple_tag(takes_context=True)
def mail_bounces(context: template.Context) -> bool:
    """Whether mail to the reader comes back: read along with their row, shown to them alone, and not on the page that
    says it in full."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return here != "address_again" and bool(getattr(request.user, "mail_bounces", False))


@register.simple_tag(takes_context=True)
def experts_url(context: template.Context) -> str:
    """Where this reader looks for experts: the company's directory, the open public one, or "" for nowhere."""
    company, request = context.get("company"), context["request"]
    if isinstance(company, Company):  # on a company's own pages the question is answered already
        page = "company_directory" if company.is_verified else "company_examples"
        return reverse(page, kwargs={"company": company.slug})
    if not hasattr(request, "experts_url"):
        request.experts_url = _experts_url(request.user)
    return str(request.experts_url)


@register.simple_tag(takes_context=True)
def company_area(context: template.Context) -> dict[str, Any] | None:
    """The head of a company's own pages: its name, its pages, and the reader's other companies, by plain links."""
    company, match = context.get("company"), context["request"].resolver_match
    if not isinstance(company, Company) or not hasattr(company, "beside"):
        return None
    here = match.url_name if match else ""
    shown = _AREA if company.is_verified else _AREA_BEFORE
    return {
        "name": company.name,
        "pages": [
            {"url": _of(company, name), "label": gettext(label), "current": here in (name, *beside)}
            for name, label, beside in shown
        ],
        "others": [
            {
                "name": other.name,
                "url": _of(other, "company_directory" if other.is_verified else "registration"),
            }
            for other in company.beside
        ],
        "all_url": f"{reverse('my_companies')}?all",
    }


def _of(company: Company, page: str) -> str:
    return reverse(page, kwargs={"company": company.slug})


@register.simple_tag(takes_context=True)
def reason_to_sign_in(context: template.Context) -> str:
    """For what somebody is asked to sign in, where the page that they came for says so; "" otherwise."""
    request = context["request"]
    asked = request.POST.get("next") or request.GET.get("next", "")
    try:
        path = urlsplit(asked).path
        with override("en" if path.startswith("/en/") else "fa"):
            page = resolve(path).url_name or ""
    except (ValueError, Resolver404):  # anything may stand in an address
        return ""
    return gettext(_REASONS[page]) if page in _REASONS else ""


@register.simple_tag(takes_context=True)
def query(context: template.Context, name: str) -> str:
    """One value of the page's query, "" if absent."""
    return str(context["request"].GET.get(name, ""))


@register.simple_tag(takes_context=True)
def pager(context: template.Context, number: int | str, count: int | str) -> dict[str, Any]:
    """Rows of a pager (first, last, those around the current page, gaps), and the pages before and after."""
    number, count, request = int(number), int(count), context["request"]
    if count < 2:
        return {"rows": [], "previous": "", "next": ""}
    rows: list[dict[str, Any]] = []
    last = 0
    for one in sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)}):
        if one - last > 1:
            rows.append({"gap": True})
        inner = count > 5 and one not in (1, number, count)  # left out where there is little room
        row = {
            "gap": False,
            "number": one,
            "url": _page_url(request, one),
            "current": one == number,
            "inner": inner,
        }
        rows.append(row)
        last = one
    return {
        "rows": rows,
        "previous": _page_url(request, number - 1) if number > 1 else "",
        "next": _page_url(request, number + 1) if number < count else "",
    }


@register.simple_tag
@cache  # a page of results draws a hundred
def icon(name: str, classes: str = "size-5") -> SafeString:
    """A drawing of assets/icons.svg, hidden from screen readers; the words beside it say what it means."""
    shape = static("built/icons.svg")
    return format_html(
        '<svg class="{} shrink-0" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        shape,
        name,
    )


@register.filter
def kind_of(field: BoundField) -> str:
    """How a form's field is laid out: "hidden", "check" (one box), "choices" (a group), "file" or
    "line"."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "line"


@register.filter
def remarks(field: BoundField) -> list[str]:
    """What somebody else has said about this field, for whoever mends it."""
    return list(getattr(field.field, "remarks", ()))


@register.filter
def elsewhere(field: BoundField) -> str:
    """What somebody has saved in this field while the form was open in another tab, in words; "" where it is the same."""
    return str(getattr(field.field, "elsewhere", ""))


@register.filter
def is_live(field: BoundField) -> bool:
    """Whether the form is saved as one types: then what is refused comes into a place that is there already."""
    return bool(getattr(field.form, "is_live", False))


@register.filter
def described(field: BoundField, help_text: object = "") -> str:
    """The ids of what is said about the field's control: help, remarks, errors."""
    said = [("helptext", field.help_text or help_text), ("remarks", remarks(field) or elsewhere(field))]
    said += [("error", field.errors or is_live(field))]
    return " ".join(f"{field.auto_id}_{name}" for name, is_there in said if is_there)


@register.filter
def control(field: BoundField, help_text: object = "") -> SafeString:
    """The field's control in our look, tied to its help and its errors, without a placeholder."""
    widget = field.field.widget
    classes = next(classes for kind, classes in _CLASSES if isinstance(widget, kind))
    if field.errors:
        classes += f" {classes.split()[0]}-error"
    attrs: dict[str, Any] = {
        "class": classes,
        "placeholder": False,
        "dir": "ltr" if isinstance(widget, _LATIN) else "auto",
    }
    if isinstance(widget, forms.CheckboxInput | forms.Select | forms.FileInput) and attrs["dir"] == "auto":
        del attrs["dir"]
    if said := described(field, help_text):
        attrs["aria-describedby"] = said
    return field.as_widget(attrs=attrs)


@register.filter
def choice_control(box: BoundWidget) -> SafeString:
    """One radio button or box of a group, in our look."""
    radio = box.data["type"] == "radio"
    box.data["attrs"]["class"] = "radio radio-primary" if radio else "checkbox checkbox-primary"
    return box.tag()


@register.filter
def anchor(field: BoundField) -> str:
    """The id that a link to the field's control leads to."""
    return field.id_for_label or field.auto_id


def _languages() -> tuple[str, str]:
    here = "en" if (get_language() or "fa").startswith("en") else "fa"
    return here, "fa" if here == "en" else "en"


def _experts_url(user: Any) -> str:
    if isinstance(user, User):
        first, last = getattr(user, "first_company", None), getattr(user, "last_company", None)
        if first and first == last:
            return reverse("company_directory", kwargs={"company": first})
        if first:
            return reverse("my_companies")
        return reverse("directory") if getattr(user, "public_directory", False) else ""
    return reverse("directory") if ParkChoice.current().public_directory_open else ""


def _page_url(request: Any, number: int) -> str:
    values = request.GET.copy()
    values.pop("page", None)
    if number > 1:
        values["page"] = str(number)
    return f"{request.path}?{values.urlencode()}" if values else str(request.path)
