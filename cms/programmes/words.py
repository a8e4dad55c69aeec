"""The codes of programmes in words for editors: phases, verdicts, operators, doubts, faults, parts of a document."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.programmes.codes import Audience, Every, LineKind, Part, Party, Verdict
from talent.programmes.difference import Change
from talent.programmes.document.grafting import Snag
from talent.programmes.document.refusal import Fault
from talent.programmes.lint import Doubt
from talent.programmes.states import Verb

Words = Mapping[str, str | Promise]

VERDICTS: Words = {Verdict.MET: _("met"), Verdict.NOT_MET: _("not met"), Verdict.UNKNOWN: _("not clear")}
STEPS: Words = {
    Verb.START: _("draft started"),
    Verb.SAVE: _("draft saved"),
    Verb.PUBLISH: _("published"),
    Verb.SUPERSEDE: _("superseded"),
}
AUDIENCES: Words = {Audience.EXPERT: _("experts"), Audience.COMPANY: _("companies")}
GROUPS: Words = {
    "all_of": _("All of these"),
    "any_of": _("Any of these"),
    "at_least": _("At least so many of these"),
    "not": _("Not this"),
}
OPERATORS: Words = {
    "is": _("is answered with"),
    "one_of": _("is one of"),
    "has_any": _("has any of"),
    "has_all": _("has all of"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
    "more_than": _("is more than"),
    "less_than": _("is less than"),
    "between": _("lies between"),
    "passed": _("is at least so long ago"),
    "within_last": _("is at most so long ago"),
    "before": _("lies before"),
    "on_or_before": _("lies on or before"),
    "after": _("lies after"),
    "on_or_after": _("lies on or after"),
    "in_window": _("lies in the time"),
}
DOUBTS: Words = {
    Doubt.FACT_NEVER_USED: _("Nothing uses the question %(about)s."),
    Doubt.RULE_NEVER_MET: _("Nobody can ever meet this rule: %(about)s."),
    Doubt.LANGUAGE_MISSING: _("A text is empty in one language: %(about)s."),
    Doubt.INDEX_WITHOUT_YEAR: _("The index %(about)s has no value for this year."),
    Doubt.DOCUMENT_NOT_ASKED_FOR: _("No rule asks for the paper %(about)s."),
    Doubt.SENTENCE_IS_QUESTION: _(
        "This condition still says what its question asks, and needs a sentence: %(about)s."
    ),
    Doubt.GROUP_OF_ONE: _("A group with one part alone is as good as the part: %(about)s."),
}
CHANGES: Words = {
    Change.ADDED: _("new"),
    Change.REMOVED: _("gone"),
    Change.CHANGED: _("changed"),
    Change.MOVED: _("arranged otherwise"),
}
SECTIONS: Words = {
    "programme": _("Programme"),
    "rules": _("Rule"),
    "days": _("Named day"),
    "facts": _("Question"),
    "indexes": _("Index"),
    "incentives": _("Incentive"),
    "summary": _("Number of the summary"),
    "documents": _("Paper"),
    "clocks": _("Clock"),
    "persons": _("Test person"),
}
PARTS: Words = {
    "title": _("title"),
    "grantor": _("grantor"),
    "legal_basis": _("legal basis"),
    "audience": _("for whom"),
    "summary_text": _("summary"),
    "next_text": _("what comes next"),
    "value": _("value"),
    "values": _("values by year"),
    "otherwise": _("value of every other year"),
    "operator": _("comparison"),
    "fact": _("question"),
    "reference": _("counted from"),
    "not_yet": _("a day that has not come yet counts"),
    "sentence": _("sentence"),
    "source": _("source"),
    "evidence": _("papers"),
    "question": _("question"),
    "help": _("help"),
    "label": _("name"),
    "day": _("day"),
    "amount": _("amount"),
    "cap": _("at most"),
    "currency": _("currency"),
    "when": _("condition"),
    "payer": _("who pays"),
    "payee": _("who is paid"),
    "period": _("how often"),
    "keep": _("duty afterwards"),
    "clawback": _("paid back if"),
    "claim": _("claimed within"),
    "always": _("asked of everybody"),
    "within": _("within"),
    "working": _("in working days"),
    "text": _("text"),
    "today": _("day"),
    "facts": _("answers given"),
    "expected": _("what is expected"),
    "all_of": _("all of"),
    "any_of": _("any of"),
    "at_least": _("how many are needed"),
    "of": _("of these"),
    "not": _("not"),
    "type": _("kind"),
    "unit": _("unit"),
    "options": _("choices"),
    "stored": _("may be kept"),
    "kind": _("kind"),
    "part": _("part"),
    "line": _("incentive"),
    "slug": _("address"),
}
PARTIES: Words = {
    Party.STATE: _("the state"),
    Party.MUNICIPALITY: _("the municipality"),
    Party.PARK: _("the park"),
    Party.FUND: _("the fund"),
    Party.EMPLOYER: _("the employer"),
    Party.EXPERT: _("the expert"),
    Party.FAMILY: _("the family"),
}
KINDS: Words = {
    LineKind.PAYMENT: _("money that is paid"),
    LineKind.RELIEF: _("money that need not be paid"),
    LineKind.FIGURE: _("a number to know"),
    LineKind.IN_KIND: _("a benefit without an amount"),
}
EVERY: Words = {Every.ONCE: _("once"), Every.MONTH: _("every month"), Every.YEAR: _("every year")}
FIGURES: Words = {
    Part.CURRENCY: _("currency"),
    Part.PAYER: _("who pays"),
    Part.PAYEE: _("who is paid"),
    Part.EACH: _("each payment"),
    Part.TIMES: _("number of payments"),
    Part.TOTAL: _("total"),
    Part.ENDS_ON: _("last day"),
    Part.KEPT_UNTIL: _("end of the duty"),
    Part.CLAIM_BY: _("claim by"),
}
FAULTS: Words = {
    Fault.NOT_JSON: _("This is no JSON."),
    Fault.DUPLICATE_KEY: _("A key stands twice in one object."),
    Fault.CYCLIC: _("Something in the document is made of itself."),
    Fault.TOO_DEEP: _("The document is nested too deep: at most 40 levels."),
    Fault.TOO_LARGE: _("The document is too large: at most 2 MB and 8,000 parts."),
    Fault.WRONG_TYPE: _("This is of the wrong kind: a text, a list or an object is expected."),
    Fault.MISSING: _("This is missing."),
    Fault.MISSING_LANGUAGE: _("This is missing in one language."),
    Fault.UNKNOWN_KEY: _("Nothing of this name stands here."),
    Fault.UNKNOWN_OPERATOR: _("There is no such comparison."),
    Fault.UNKNOWN_CODE: _("This is not one of the choices."),
    Fault.BAD_ID: _("Use small Latin letters, digits and underscores, a letter first."),
    Fault.NOT_A_NUMBER: _("This is no number. Use digits, and at most one point."),
    Fault.NEGATIVE: _("A number here is never negative."),
    Fault.OUT_OF_RANGE: _("This number is too small or too large."),
    Fault.NOT_A_DAY: _("There is no such day."),
    Fault.TOO_LONG: _("This text is too long."),
    Fault.TOO_MANY: _("These are too many: at most 200 in one list."),
    Fault.TOO_FEW: _("These are too few."),
    Fault.UNWRITABLE: _("This text holds a mark that cannot be shown."),
    Fault.DUPLICATE_ID: _("This id is used twice."),
    Fault.UNKNOWN_FACT: _("There is no such question."),
    Fault.UNKNOWN_INDEX: _("There is no such index."),
    Fault.UNKNOWN_DAY: _("There is no such named day."),
    Fault.UNKNOWN_LINE: _("There is no such incentive."),
    Fault.UNKNOWN_DOCUMENT: _("There is no such paper."),
    Fault.UNKNOWN_RULE: _("There is no such rule."),
    Fault.UNKNOWN_OPTION: _("This is not one of the choices of the question."),
    Fault.UNKNOWN_PLACEHOLDER: _("In braces only these can stand: answer, value, reference, day, missing."),
    Fault.DOES_NOT_FIT: _("This does not fit what stands beside it."),
    Fault.UNNAMED: _("A condition needs a sentence: its own, or that of a group above it."),
    Fault.MISPLACED_ID: _("Below a “not”, and outside the rules, nothing has a sentence of its own."),
    Fault.NO_CURRENCY: _("An amount of money needs its currency."),
    Fault.NO_AMOUNT: _("This incentive needs an amount."),
}
MOVES: Words = {
    "up": _("Move up"),
    "down": _("Move down"),
    "into": _("Move into the group above"),
    "out": _("Move out of the group"),
    "unwrap": _("Take the group away, keep what is inside"),
}
WRAPS: Words = {
    "all_of": _("Put into an “all of”"),
    "any_of": _("Put into an “any of”"),
    "at_least": _("Put into an “at least so many of”"),
    "not": _("Put under a “not”"),
}
SNAGS: Words = {
    Snag.NOWHERE: _("This place in the rules is gone. Look at them again."),
    Snag.EDGE: _("It cannot move any further in this direction."),
    Snag.LAST_PART: _("A group cannot be empty. Delete the group itself, or put something else in it first."),
    Snag.TOO_FEW: _("The group asks for more parts than it would have. Lower its number first."),
    Snag.ONE_PART: _("Only one thing can stand here. Put the parts into one group first."),
    Snag.NAMES_BELOW: _(
        "What stands below a “not” has no sentence of its own. Take the sentences away first; the “not” has one."
    ),
    Snag.NO_GROUP: _("This is no group."),
    Snag.UNKNOWN_KIND: _("There is no such kind of group, and no such move."),
}
