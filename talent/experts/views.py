"""The owner's pages: three steps, the profile, who may find it, whom it hides from."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from talent.accounts.buttons import button_on
from talent.accounts.fresh import fresh_sign_in
from talent.accounts.models import User
from talent.accounts.trying import NO_FAULT_OF_A_FORM, went_through
from talent.companies.models import Company
from talent.experts import actions, pages, reach_pages, who_sees
from talent.experts.curriculum import drop_cv, save_cv
from talent.experts.deliver import file_response
from talent.experts.details import drop_row, save_details, save_row
from talent.experts.forms import (
    AskingForm,
    ContactForm,
    CvForm,
    EducationForm,
    ExperienceForm,
    FactsForm,
    HideDomainForm,
    HideForm,
    LevelForm,
    LinksForm,
    ListingForm,
    NamesForm,
    RowForm,
    SkillForm,
    VersionForm,
    WordsForm,
)
from talent.experts.levels import set_level
from talent.experts.models import Cv, Listing, Profile
from talent.lib.errors import Absent
from talent.lib.uploads import MAX_BYTES

DETAILS: dict[str, type[Form]] = {"names": NamesForm, "contact": ContactForm, "links": LinksForm}
ROWS: dict[str, type[Form]] = {"experience": ExperienceForm, "education": EducationForm}


def _mine(request: HttpRequest) -> tuple[User, Profile]:
    assert isinstance(request.user, User)
    found = Profile.objects.filter(user=request.user).first() or Profile()
    found.user = request.user  # known already: no page reads it again
    return request.user, found


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """One's own profile: every group with who sees it, the listing, the looks, the hide list."""
    user, mine = _mine(request)
    return render(request, "experts/profile.html", pages.overview(mine))


@login_required
def skills(request: HttpRequest) -> HttpResponse:
    """Step 1: what one knows."""
    user, mine = _mine(request)
    return render(request, "experts/skills.html", pages.step(mine, "skills") | pages.skill_rows(mine))


@login_required
@button_on("profile_skills")
def set_skill(request: HttpRequest) -> HttpResponse:
    """Adds or changes one skill."""
    user = _mine(request)[0]
    mine = actions.start_profile(actor=user)
    form = SkillForm(request.POST)
    if form.is_valid() and _done(form, actions.set_skill, actor=user, profile=mine, **form.cleaned_data):
        return redirect("profile_skills")
    return _skills_again(request, mine, form)


@login_required
@button_on("profile_skills")
def drop_skill(request: HttpRequest) -> HttpResponse:
    """Takes one skill away."""
    user, mine = _mine(request)
    form = SkillForm(request.POST)
    if not form.is_valid() or not mine.pk:
        return redirect("profile_skills")
    if _done(form, actions.drop_skill, actor=user, profile=mine, skill=form.cleaned_data["skill"]):
        return redirect("profile_skills")
    return _skills_again(request, mine, form)


@login_required
def facts(request: HttpRequest) -> HttpResponse:
    """Step 2: where, how long, in which ways."""
    user, mine = _mine(request)
    form = FactsForm(request.POST or None, profile=mine)
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        if _done(form, actions.save_facts, actor=user, profile=mine, **form.cleaned_data):
            return redirect("profile_words")
    return _step(request, "facts", mine, form)


@login_required
def asking(request: HttpRequest) -> HttpResponse:
    """What companies may ask about, how often, from when."""
    user, mine = _mine(request)
    form = AskingForm(request.POST or None, profile=mine)
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        if _done(form, actions.save_asking, actor=user, profile=mine, **form.cleaned_data):
            return redirect(reverse("profile") + "#asking")
    return render(request, "experts/asking.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def words(request: HttpRequest) -> HttpResponse:
    """Step 3: headline and summary."""
    user, mine = _mine(request)
    form, traces = WordsForm(request.POST or None, initial=pages.words_of(mine)), list[str]()
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        try:
            if _done(form, actions.save_words, actor=user, profile=mine, **form.cleaned_data):
                return redirect("profile")
        except actions.TellsWho as refusal:
            traces = pages.told(refusal.found)
    return _step(request, "words", mine, form, traces=traces)


@login_required
def details(request: HttpRequest, part: str) -> HttpResponse:
    """Names, contact details or links."""
    user, mine = _mine(request)
    form = DETAILS[part](request.POST or None, initial=pages.held(mine, part))
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        if _done(form, save_details, actor=user, profile=mine, part=part, **form.cleaned_data):
            return redirect(reverse("profile") + f"#{part}")
    context = pages.details_page(mine, part) | {"form": form}
    return render(request, "experts/details.html", context, status=400 if form.errors else 200)


@login_required
def rows(request: HttpRequest, part: str) -> HttpResponse:
    """Work or education: the rows, and a form that adds one, changes one, or takes one away."""
    user, mine = _mine(request)
    dropping = "drop" in request.POST
    form = RowForm(request.POST) if dropping else _row_form(request, mine, part)
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        verb = drop_row if dropping else save_row
        if _done(form, verb, actor=user, profile=mine, part=part, **form.cleaned_data):
            return redirect(f"profile_{part}")
    status = 400 if form.errors else 200
    context = pages.rows_page(mine, part) | {"form": form, "refusal": form.non_field_errors()}
    if dropping:
        context["form"] = ROWS[part](initial={"version": mine.version})
    return render(request, "experts/rows.html", context, status=status)


@login_required
def cv(request: HttpRequest) -> HttpResponse:
    """The CV file: takes one in, or takes it away."""
    user, mine = _mine(request)
    dropping = "drop" in request.POST
    form: Form = VersionForm(request.POST) if dropping else _cv_form(request, mine)
    if request.method == "POST" and form.is_valid():
        mine = actions.start_profile(actor=user)
        verb, values = (drop_cv, form.cleaned_data) if dropping else (save_cv, _uploaded(form))
        if _done(form, verb, actor=user, profile=mine, **values):
            return redirect(reverse("profile") + "#cv")
    context = pages.cv_page(mine) | {"form": form, "refusal": form.non_field_errors() if dropping else []}
    if dropping:
        context["form"] = CvForm(initial={"version": mine.version})
    return render(request, "experts/cv.html", context, status=400 if form.errors else 200)


@login_required
def cv_file(request: HttpRequest) -> HttpResponseBase:
    """One's own CV as it was taken in."""
    found = Cv.objects.filter(profile__user=_mine(request)[0]).first()
    if found is None:
        raise Absent()
    return file_response(found)


@login_required
@button_on("profile")
def listing(request: HttpRequest) -> HttpResponse:
    """Chooses who may find the profile."""
    user = _mine(request)[0]
    form = ListingForm(request.POST)
    if form.is_valid():
        mine = actions.start_profile(actor=user)
        chosen, ticked = Listing(form.cleaned_data["listing"]), list(form.cleaned_data["ticked"])
        if _done(form, actions.set_listing, actor=user, profile=mine, listing=chosen, ticked=ticked):
            messages.success(request, pages.LISTED[chosen])
            return redirect("profile")
        context = pages.overview(mine) | {"refusal": form.non_field_errors()}
        return render(request, "experts/profile.html", context, status=400)
    return redirect("profile")


@login_required
@button_on("profile")
def level(request: HttpRequest) -> HttpResponse:
    """Chooses who sees one group of the profile."""
    user, mine = _mine(request)
    form = LevelForm(request.POST)
    if form.is_valid():
        mine = actions.start_profile(actor=user)
        set_level(actor=user, profile=mine, **form.cleaned_data)
        messages.success(request, who_sees.saved(mine, form.cleaned_data["group"]))
        return redirect(reverse("profile") + f"#{form.cleaned_data['group']}")
    return redirect("profile")


@login_required
def recognisable(request: HttpRequest) -> HttpResponse:
    """Whether few others look like oneself to companies, and what makes it so."""
    return render(request, "experts/recognisable.html", pages.recognisable(_mine(request)[1]))


@login_required
@button_on("profile")
def confirm(request: HttpRequest) -> HttpResponse:
    """Says that everything is still true."""
    user, mine = _mine(request)
    if mine.pk:
        actions.confirm(actor=user, profile=mine)
        messages.success(request, _("Confirmed. Companies see that your profile is fresh."))
    return redirect("profile")


@fresh_sign_in
def looks(request: HttpRequest) -> HttpResponse:
    """Which companies saw the profile, day by day."""
    mine = _mine(request)[1]
    asked = [request.GET.get(name, "") for name in ("page", "company")]
    return render(request, "experts/looks.html", reach_pages.looks(mine, *asked))


@fresh_sign_in
def hidden(request: HttpRequest) -> HttpResponse:
    """The hide list, and the companies to choose from."""
    user, mine = _mine(request)
    return render(request, "experts/hidden.html", reach_pages.hide_list(mine, HideDomainForm()))


@fresh_sign_in
@button_on("profile_hidden")
def hide(request: HttpRequest) -> HttpResponse:
    """Hides the profile from a company, or shows it again, as the pressed button says."""
    user = _mine(request)[0]
    mine = actions.start_profile(actor=user)
    form = HideForm(request.POST)
    known = mine.hidden_companies() if "show" in request.POST else Company.objects.verified()
    company = known.filter(slug=form.data.get("company", "")).first() if form.is_valid() else None
    verb = actions.unhide_from if "show" in request.POST else actions.hide_from
    if company is None and verb == actions.hide_from:
        form.add_error(None, _("Choose a company first."))
    elif company is None or _done(form, verb, actor=user, profile=mine, company=company):
        return redirect("profile_hidden")
    context = reach_pages.hide_list(mine, HideDomainForm()) | {"refusal": form.non_field_errors()}
    return render(request, "experts/hidden.html", context, status=400)


@fresh_sign_in
@button_on("profile_hidden")
def hide_domain(request: HttpRequest) -> HttpResponse:
    """Hides the profile from everybody at a host, or shows it again, as the pressed button says."""
    user = _mine(request)[0]
    mine = actions.start_profile(actor=user)
    form = HideDomainForm(request.POST)
    verb = actions.unhide_from_domain if "show" in request.POST else actions.hide_from_domain
    if form.is_valid() and _done(form, verb, actor=user, profile=mine, domain=form.cleaned_data["domain"]):
        return redirect("profile_hidden")
    context = reach_pages.hide_list(mine, form) | {"refusal": form.non_field_errors()}
    return render(request, "experts/hidden.html", context, status=400)


def _cv_form(request: HttpRequest, mine: Profile) -> Form:
    return CvForm(request.POST or None, request.FILES or None, initial={"version": mine.version})


def _uploaded(form: Form) -> dict[str, Any]:
    """What `save_cv` takes; of a file that is too large no more than tells it so."""
    file = form.cleaned_data["file"]
    return {"version": form.cleaned_data["version"], "data": file.read(MAX_BYTES + 1)}


def _row_form(request: HttpRequest, mine: Profile, part: str) -> Form:
    """The form for a new row, or for the one that the address names."""
    return ROWS[part](request.POST or None, initial=pages.held_row(mine, part, request.GET.get("row", "")))


def _skills_again(request: HttpRequest, mine: Profile, form: Form) -> HttpResponse:
    context = pages.step(mine, "skills") | pages.skill_rows(mine, form.data) | {"errors": form.errors}
    return render(request, "experts/skills.html", context, status=400)


def _step(request: HttpRequest, name: str, mine: Profile, form: Form, **more: Any) -> HttpResponse:
    context = pages.step(mine, name) | {"form": form} | more
    return render(request, f"experts/{name}.html", context, status=400 if form.errors else 200)


def _done(form: Form, verb: Any, **values: Any) -> bool:
    """Whether the action went through; its refusal becomes the form's error, and nothing typed is lost."""
    if went_through(form, verb, passing=(*NO_FAULT_OF_A_FORM, actions.TellsWho), **values):
        return True
    _renew(form, values["profile"])
    return False


def _renew(form: Form, profile: Profile) -> None:
    """After a stale form: the next save of what is shown counts as made on the current version."""
    profile.refresh_from_db()
    if "version" in form.fields and isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["version"] = str(profile.version)
