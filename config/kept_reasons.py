"""Why, for whom and how long personal fields are kept, in words, for the page "What we keep"."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import Purpose, Readers, Until

Words = str | Promise

PURPOSES: dict[Purpose, tuple[Words, Words]] = {
    Purpose.SIGN_IN: (_("So that you can sign in"), _("And that nobody else can, in your name.")),
    Purpose.TELL_FIRST: (
        _("So that you were told first"),
        _("What using the network may mean where you live. The country itself is asked and forgotten."),
    ),
    Purpose.SHOW_PAGES: (
        _("So that pages are yours"),
        _("Your language, your clock, your calendar, and that your own rows are found again."),
    ),
    Purpose.BE_FOUND: (
        _("So that you can be found"),
        _("Words of the vocabulary and bands. Until you choose otherwise, nobody finds you."),
    ),
    Purpose.BE_UNDERSTOOD: (
        _("So that companies understand what you do"),
        _("What you write yourself; you decide who reads it."),
    ),
    Purpose.FIND_AGAIN: (
        _("So that companies find again whom they have found"),
        _("While you are hidden from a company, it sees nothing of it. You get all of it with your data."),
    ),
    Purpose.SHOW_BY_YES: (
        _("So that one company learns who you are, by your yes"),
        _("Names and ways to reach you, and each yes that you gave. You can take it back."),
    ),
    Purpose.STAY_HIDDEN: (
        _("So that you stay hidden from whom you choose"),
        _("Read at every search, written into no index."),
    ),
    Purpose.LIMIT_HARVEST: (
        _("So that nobody collects profiles"),
        _("Companies have a budget of profiles, and you see which of them looked."),
    ),
    Purpose.ACT_FOR_COMPANY: (
        _("So that companies act through people"),
        _("Of members of companies: for whom they act, and by which address."),
    ),
    Purpose.ANSWER_FOR_DEEDS: (
        _("So that the park answers for what it does"),
        _("Who did what, by random keys. Erasing an account makes its key lead nowhere."),
    ),
    Purpose.WRITE_TO_PERSON: (
        _("So that mails reach you"),
        _(
            "A mail waits in the database until it is sent; then its words and the address go. What you were told "
            "stands in your list, without names."
        ),
    ),
    Purpose.KEEP_INDEX_TRUE: (
        _("So that search says what the database says"),
        _("Random keys, without anything you wrote."),
    ),
    Purpose.ANSWER: (
        _("So that requests are answered"),
        _("What a company has asked, what you have answered, and what waits for you."),
    ),
    Purpose.APPLY: (
        _("So that you can apply"),
        _(
            "What you send to an opening goes to its company alone. What the company notes about it for itself you get "
            "from the company: your data name it, and the day."
        ),
    ),
    Purpose.MEET: (
        _("So that nobody meets you twice at one time"),
        _("Which of your times are given away, and for what. Others see only which times are still free."),
    ),
    Purpose.MENTOR: (
        _("So that you can help as a mentor"),
        _("What you offer, by a name of its own; whom you hide from in your profile finds none of it."),
    ),
    Purpose.TELL_OFFICE: (
        _("So that a programme office answers you"),
        _(
            "What you have asked it, what it has answered, and the answers of a self-check that you sent along."
        ),
    ),
    Purpose.LEAVE: (_("So that leaving is complete"), _("What is still to be removed after you have left.")),
}

READERS: dict[Readers, Words] = {
    Readers.NOBODY: _("nobody: only the software works with it"),
    Readers.ME: _("only you"),
    Readers.STAFF: _("staff of the park whose role needs it"),
    Readers.COLLEAGUES: _("the owners of that company, and staff of the park whose role needs it"),
    Readers.BOOKED: _("whoever has booked a session with you"),
    Readers.OTHER_SIDE: _("the two of you: who asks and who answers, who mentors and who is mentored"),
    Readers.MEMBERS: _("the members of that company; you with your data"),
    Readers.COMPANY_ALONE: _("the members of that company"),
    Readers.COMPANY: _("one company, by your yes"),
    Readers.COMPANIES: _("verified companies, where you choose so"),
    Readers.NETWORK: _("people who are signed in, where you choose so"),
    Readers.PUBLIC: _("anyone, where you choose so"),
}

UNTIL: dict[Until, Words] = {
    Until.ACCOUNT_ENDS: _("you erase your account"),
    Until.PERSON_CHANGES_IT: _("you change or remove it, or erase your account"),
    Until.TAKEN_OFF: _("the company takes you off its shortlist, or you erase your account"),
    Until.SENT: _("the mail is sent; one that could not be sent goes after thirty days"),
    Until.SEEN: _("thirty days after you have seen it, and after a year in any case"),
    Until.SESSION_ENDS: _("you sign out, or the session runs out"),
    Until.TWELVE_MONTHS: _(
        "twelve months later (of a membership or a request: after its end; of a yes: after you have taken it back); "
        "your own words at the latest when you erase your account"
    ),
    Until.CASE_OVER: _(
        "twelve months after the last that happened in the case; one that the office owes an answer stays until it "
        "has given it; what was said at once when you take the case back, all when you erase your account"
    ),
    Until.APPLICATION_OVER: _(
        "twelve months after the last that happened in the application; a draft goes 90 days after you last touched it; "
        "your own words at the latest when you erase your account"
    ),
    Until.OFFER_ENDS: _("you end the offer (what you have typed goes at once), or erase your account"),
    Until.MENTORING_OVER: _(
        "twelve months after the last that happened in it; your own words at the latest when you erase your account"
    ),
    Until.MEETING_OVER: _("forty days after the meeting, or as soon as the time is free again"),
    Until.WRITTEN_TO_INDEX: _("search knows it, as a rule within seconds"),
    Until.REMOVED: _("it is removed, as a rule within minutes"),
    Until.MEMBERSHIP_ENDS: _("the membership ends"),
    Until.INVITATION_OVER: _(
        "a month after the invitation is over; before that it ends by itself after two weeks, whether or not somebody "
        "has an account by that address"
    ),
    Until.ALLOWED_AGAIN: _("you allow invitations again, by the same link"),
    Until.PERSON_FORGOTTEN: _("the account is erased; what remains is a key that leads to nobody"),
}

NEVER: list[Words] = [
    _("the national ID of people"),
    _("passport"),
    _("date of birth"),
    _("photo"),
    _("religion"),
    _("family"),
    _("citizenship"),
]

BESIDE: list[Words] = [
    _("No network address (IP) is stored. To slow down attacks, a digest of it counts for one day."),
    _(
        "Logs hold the time, the name of the page’s kind, the status and where an error arose: no address of a "
        "page, no query, nobody’s key."
    ),
    _("Your second factor: its kind, its key and when you added it, until you remove it."),
    _(
        "Cookies: the session, a protection of forms, for an hour the key to what you typed after a session had ended, "
        "and until you sign out (four weeks at most) a mark by which nobody else in your browser gets that text."
    ),
    _("Of staff of the park: how they have arranged the back office."),
    _("No pages, scripts, fonts or counters of others: your browser asks nobody but us."),
]
