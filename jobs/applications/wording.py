"""What states and steps are called, on each side."""

from django.utils.translation import gettext_lazy as _

from jobs.applications.states import State, Verb

TO_COMPANY = {
    State.SUBMITTED: _("New"),
    State.IN_REVIEW: _("In review"),
    State.SHORTLISTED: _("Shortlisted"),
    State.OFFERED: _("Offer made"),
    State.ACCEPTED: _("Offer accepted"),
    State.REFUSED: _("Refused"),
    State.DECLINED: _("Offer declined"),
    State.OBSOLETE: _("No longer available"),
    State.WITHDRAWN: _("Withdrawn"),
    State.LAPSED: _("Ended without your answer"),
}
TO_EXPERT = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Sent"),
    State.IN_REVIEW: _("The company is reading it"),
    State.SHORTLISTED: _("You are on the shortlist"),
    State.OFFERED: _("You have an offer"),
    State.ACCEPTED: _("You accepted the offer"),
    State.REFUSED: _("The company said no"),
    State.DECLINED: _("You declined the offer"),
    State.OBSOLETE: _("Ended, because you accepted another offer"),
    State.WITHDRAWN: _("You withdrew it"),
    State.LAPSED: _("Ended: the company did not answer"),
}
NOT_SHOWN = _("Ended, because the company is not shown you any more")
"""To the expert, of what is withdrawn without a press of the button."""
DONE = {
    Verb.SUBMIT: _("Sent"),
    Verb.REVIEW: _("Taken into review"),
    Verb.SHORTLIST: _("Shortlisted"),
    Verb.OFFER: _("Offer made"),
    Verb.RESCIND: _("Offer taken back"),
    Verb.REFUSE: _("Refused"),
    Verb.ACCEPT: _("Offer accepted"),
    Verb.DECLINE: _("Offer declined"),
    Verb.UNDO: _("Acceptance undone"),
    Verb.WITHDRAW: _("Withdrawn"),
    Verb.SUPERSEDE: _("Ended, because another offer was accepted"),
    Verb.CLOSE: _("Ended with the opening"),
    Verb.RESTORE: _("Taken up again"),
    Verb.LAPSE: _("Ended without an answer"),
}
SAID = {
    Verb.REVIEW: _("Taken into review."),
    Verb.SHORTLIST: _("Chosen for the shortlist. The applicant is told, and you can talk with them."),
    Verb.OFFER: _("Offer sent. The applicant is told."),
    Verb.RESCIND: _("Offer taken back. The applicant is told."),
    Verb.REFUSE: _("Refused. The applicant is told."),
}
"""To the member who has just done it."""
ICONS = {
    State.SUBMITTED: "inbox",
    State.IN_REVIEW: "hourglass",
    State.SHORTLISTED: "circle-check",
    State.OFFERED: "circle-check",
    State.ACCEPTED: "circle-check",
    State.REFUSED: "circle-x",
    State.DECLINED: "circle-x",
}
