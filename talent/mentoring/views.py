"""A mentor's own offer: writing it, looking at it as others do, its verbs."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.models import Profile
from talent.lib.dates import park_today
from talent.lib.errors import Absent
from talent.mentoring import actions, pages
from talent.mentoring.forms import OfferForm, PauseForm
from talent.mentoring.models import Offer
from talent.mentoring.states import State, Verb


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _mine(user: User) -> Offer:
    """The person's offer; one that nothing has been written into where there is none."""
    return actions.current_offer(user) or Offer(profile=Profile(user=user), version=0)


@login_required
def offer(request: HttpRequest) -> HttpResponse:
    """Writes the offer: a draft is saved as one types, complete or not."""
    user = _user(request)
    demand_notice(user)
    mine = _mine(user)
    form = OfferForm(request.POST or None, offer=mine)
    if request.method != "POST":
        form.tell_again()
        return _writing(request, form, mine)
    saved = _save(form, user, mine)
    mine = actions.current_offer(user) or mine
    if request.headers.get("HX-Request"):
        return render(
            request, "mentoring/saved.html", {"saved": saved, "form": form, "version": mine.version}
        )
    if saved and not form.errors:
        return _onward(request, form, mine)
    return _writing(request, form, mine)


@login_required
@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """The offer as others get it."""
    mine = actions.current_offer(_user(request))
    if mine is None:
        raise Absent()
    return render(request, "mentoring/preview.html", pages.previews(mine, request.GET.get("as", "")))


@login_required
@button_on("offer")
def move(request: HttpRequest, verb: str) -> HttpResponse:
    """One of the mentor's verbs."""
    user, values = _user(request), dict[str, Any]()
    if verb == Verb.PAUSE:
        form = PauseForm(request.POST)
        if not form.is_valid():
            return _writing(request, OfferForm(offer=_mine(user)), _mine(user), pause=form)
        values = form.cleaned_data | {"today": park_today()}
    try:
        VERBS[Verb(verb)](actor=user, **values)
    except actions.PastDay as refusal:
        form.add_error("until", str(refusal.text))
        return _writing(request, OfferForm(offer=_mine(user)), _mine(user), pause=form)
    except (actions.OfferMoved, actions.Unfit, actions.Silent, actions.BookedAhead) as refusal:
        messages.warning(request, str(refusal.text))
    else:
        messages.success(request, _done(Verb(verb)))
    return redirect("offer")


VERBS: dict[Verb, Any] = {
    Verb.OPEN: actions.open_offer,
    Verb.PAUSE: actions.pause_offer,
    Verb.RESUME: actions.resume_offer,
    Verb.END: actions.end_offer,
}


def _save(form: OfferForm, user: User, mine: Offer) -> bool:
    """Whether what reads well was saved; the rest is said at its field, and nothing typed is lost."""
    fit = form.fit()
    if form.errors and mine.state != State.DRAFT:  # others read it: all or nothing
        return False
    while True:  # what is told leaves `fit`: at most once for each field
        try:
            actions.save_offer(actor=user, **fit, refused=form.refused())
            return True
        except actions.Unfit as refusal:
            form.tell(refusal)
            if mine.state != State.DRAFT:
                return False
            fit = {name: value for name, value in fit.items() if name not in refusal.faults}
        except actions.NotForAnyone as refusal:
            form.add_error("listing", str(refusal.text))
            fit.pop("listing")
        except (actions.StaleOffer, actions.Silent) as refusal:
            form.add_error(None, str(refusal.text))
            return False


def _onward(request: HttpRequest, form: OfferForm, mine: Offer) -> HttpResponse:
    """After saving: open, to the preview, or to the same form."""
    asked = request.POST.get("do", "")
    if asked == "preview":
        return redirect("offer_preview")
    if asked == "open" and mine.state == State.DRAFT:
        try:
            actions.open_offer(actor=_user(request))
        except actions.Unfit as refusal:
            form.tell(refusal)
            return _writing(request, form, mine)
        messages.success(request, _done(Verb.OPEN))
        return redirect("offer")
    messages.success(request, _("Saved."))
    return redirect("offer")


def _writing(
    request: HttpRequest, form: OfferForm, mine: Offer, pause: PauseForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "one": pages.own_offer(mine), "version": mine.version}
    context |= pages.writing(form, mine) | {"pause": pause or PauseForm()}
    wrong = (form.is_bound and form.errors) or (pause and pause.errors)
    return render(request, "mentoring/offer.html", context, status=400 if wrong else 200)


def _done(verb: Verb) -> str:
    said = {
        Verb.OPEN: _("Your offer is open. Whom you have chosen finds it within seconds."),
        Verb.PAUSE: _("Paused. What is booked stays; nobody finds the offer meanwhile."),
        Verb.RESUME: _("Your offer is open again."),
        Verb.END: _("Ended. What you had written of it is gone."),
    }
    return said[verb]
