"""The audit trail's verbs in words. A verb without words here shows its code."""

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "company.created": _("company entered"),
    "company.changed": _("details of a company changed"),
    "company.approved": _("company approved by one moderator"),
    "company.verified": _("company verified"),
    "company.suspended": _("company suspended"),
    "company.registered": _("registration of a company begun"),
    "company.submitted": _("registration sent to the park"),
    "company.returned": _("registration returned with comments"),
    "member.invited": _("somebody invited to a company"),
    "invitation.withdrawn": _("invitation withdrawn"),
    "invitation.declined": _("invitation declined"),
    "invitation.accepted.joined": _("invitation accepted"),
    "invitation.accepted.park": _("invitation accepted, the park has to approve"),
    "member.approved": _("member of a company approved"),
    "member.refused": _("member of a company not approved"),
    "member.left": _("a company left"),
    "member.role.owner": _("member made owner of a company"),
    "member.role.recruiter": _("member made recruiter of a company"),
    "member.role.reader": _("member made reader of a company"),
    "member.added.owner": _("owner added to a company"),
    "member.added.recruiter": _("recruiter added to a company"),
    "member.added.reader": _("reader added to a company"),
    "member.removed": _("membership ended"),
    "member.address_left": _("membership ended by a change of address"),
    "account.address_changed": _("address changed"),
    "account.quiet": _("fell silent"),
    "account.back": _("came back"),
    "account.erased": _("an account was deleted"),
    "account.factors_dropped": _("second factor removed by command"),
    "role.moderator": _("made moderator"),
    "role.editor": _("made editor"),
    "role.privacy_officer": _("made privacy officer"),
    "role.operator": _("made operator"),
    "role.moderator.taken": _("no longer moderator"),
    "role.editor.taken": _("no longer editor"),
    "role.privacy_officer.taken": _("no longer privacy officer"),
    "role.operator.taken": _("no longer operator"),
    "notice.started": _("draft of a notice started"),
    "notice.saved": _("draft of a notice saved"),
    "authority_requests.counted": _("requests by authorities counted"),
    "notice.published": _("notice published"),
    "superuser.signed_in": _("a superuser signed in"),
    "term.added": _("word added"),
    "term.changed": _("word changed"),
    "term.merged": _("another word merged into this one"),
    "park.public_directory.opened": _("public directory opened"),
    "park.public_directory.closed": _("public directory closed"),
    "profile.skill": _("skill set"),
    "profile.skill_dropped": _("skill taken away"),
    "profile.facts": _("facts of a profile saved"),
    "profile.words": _("words of a profile saved"),
    "profile.asking": _("what may be asked saved"),
    "contact.asked": _("a company asked an expert for a conversation"),
    "contact.answered": _("a question that was asked back answered"),
    "contact.deleted": _("copies of a profile deleted"),
    "contact.withdrawn": _("a request taken back"),
    "profile.confirmed": _("profile confirmed"),
    "profile.hidden": _("profile hidden from a company"),
    "profile.unhidden": _("profile shown to a company again"),
    "profile.listing.nobody": _("profile taken out of search"),
    "profile.listing.companies": _("profile shown to companies"),
    "profile.listing.public": _("profile shown to anyone"),
    "profile.listing.ticked": _("profile shown to ticked companies"),
    "profile.listing.quiet": _("profile taken out of search by falling silent"),
    "profile.listing.lapsed": _("profile taken out of search, unconfirmed for six months"),
    "profile.listing.notice": _("profile taken out of search by a notice"),
    "profile.granted": _("a yes given to a company"),
    "profile.grant_withdrawn": _("a yes taken back"),
    "profile.skills": _("skills read from a text"),
    "profile.cv": _("CV file saved"),
    "profile.cv_dropped": _("CV file deleted"),
    "profile.names": _("name saved"),
    "profile.contact": _("contact details saved"),
    "profile.links": _("links saved"),
    "profile.experience": _("work experience saved"),
    "profile.experience_dropped": _("work experience deleted"),
    "profile.education": _("education saved"),
    "profile.education_dropped": _("education deleted"),
}
_FAMILIES = {
    "code.accepted": _("company code accepted"),
    "flag.closed": _("unusual pattern looked into"),
    "profile.level": _("who sees a part of a profile changed"),
}
"""Verbs that end in a version, a pattern or a group."""
_SUBJECTS = {
    "company": _("Company"),
    "profile": _("Profile"),
    "term": _("Word"),
    "user": _("Person"),
    "park": _("the park"),
    "notice": _("Notice"),
    "year": _("Year"),
}


def subject(kind: str) -> object:
    """To what it was done, in the reader's language."""
    return _SUBJECTS.get(kind, kind)


def deed(verb: str) -> object:
    """What was done, in the reader's language."""
    return _WORDS.get(verb) or _FAMILIES.get(verb.rpartition(".")[0]) or verb
