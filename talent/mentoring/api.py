"""A mentor's own offer for programs: the same verbs as the page's."""

from functools import partial
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import Mine, acts, reads, user_of, valid
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.models import Profile
from talent.lib.dates import park_today
from talent.mentoring import actions, pages
from talent.mentoring.labels import FAULTS
from talent.mentoring.models import Offer
from talent.mentoring.shapes import OwnOfferSerializer, PauseSerializer, SaveOfferSerializer
from talent.mentoring.states import Verb
from talent.mentoring.views import VERBS

_reads = partial(reads, "mentoring")
_verb = partial(acts, "mentoring")


class OwnOffer(Mine):
    """What one offers as a mentor."""

    @_reads("own_offer", OwnOfferSerializer, refusals=(401, 403, 429))
    def get(self, request: Request) -> Response:
        """The offer as its mentor sees it; an empty draft of version 0 where there is none."""
        demand_notice(user_of(request))
        return _answer(user_of(request))

    @_verb("save_offer", SaveOfferSerializer, OwnOfferSerializer)
    def patch(self, request: Request) -> Response:
        """Writes some fields: of a draft complete or not, of an open offer only so that it stays complete."""
        demand_notice(user_of(request))
        actions.save_offer(actor=user_of(request), **valid(SaveOfferSerializer, request))
        return _answer(user_of(request))


def verb_view(verb: Verb) -> Any:
    """The address of one verb."""

    class Move(Mine):
        @_verb(f"{verb.value}_offer", PauseSerializer if verb == Verb.PAUSE else None, OwnOfferSerializer)
        def post(self, request: Request) -> Response:
            """Does what its address says; refused where the offer stands otherwise."""
            pause = verb == Verb.PAUSE
            values = valid(PauseSerializer, request) | {"today": park_today()} if pause else {}
            VERBS[verb](actor=user_of(request), **values)
            return _answer(user_of(request))

    return Move.as_view()


def _answer(user: User) -> Response:
    mine = actions.current_offer(user) or Offer(profile=Profile(user=user), version=0)
    faults = actions.faults_of(mine, mine.said())
    one = pages.own_offer(mine) | mine.said() | {"version": mine.version}
    one |= {
        "offered": [row["verb"] for row in one["verbs"]],
        "missing": {name: str(FAULTS[fault]) for name, fault in faults.items()},
    }
    return Response(OwnOfferSerializer(one).data)
