"""What each personal field is called on the page "What we keep". A field without words here fails a test."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import Purpose, Readers, Until

Words = str | Promise

OWNER: Words = _("whose row it is")

FIELDS: dict[str, dict[str, Words]] = {
    "audit.Entry": {
        "actor": _("who did something, as a random key"),
        "target_key": _("to whom or what it was done, as a key"),
    },
    "changes.Change": {"key": _("the random key of a changed profile")},
    "changes.Leftover": {
        "ref": _(
            "what of a person who has left is still to be removed: a file, an index entry, a written mail"
        )
    },
    "accounts.User": {
        "password": _("your password, as a digest that does not lead back to it"),
        "last_login": _("when you last signed in"),
        "email": _("your e-mail address"),
        "language": _("the language of your pages and mails"),
        "time_zone": _("your time zone"),
        "calendar": _("your calendar"),
        "joined_at": _("when you signed up"),
        "notice": _("which notice you have read"),
        "noticed_on": _("on which day you read it"),
        "quiet_since": _("since when you have gone quiet"),
        "audit_key": _("the random key by which the audit trail names you"),
        "domain": _("the host of your e-mail address"),
    },
    "accounts.Role": {"user": _("that you work for the park"), "name": _("in which role")},
    "accounts.OpenSession": {
        "user": _("that you are signed in"),
        "session_key": _("the random key of the session"),
        "browser": _("the family of your browser"),
        "day": _("the day on which you signed in"),
    },
    "notifications.Notification": {
        "recipient": _("that you were told something"),
        "kind": _("of which kind it was, without names"),
        "path": _("to which of your pages it leads"),
        "count": _("how many things it was about"),
        "created_at": _("when you were told"),
        "due_at": _("when it goes into a mail of the morning"),
        "seen_at": _("when you saw it"),
    },
    "notifications.Preference": {
        "user": _("that you have chosen how you are told"),
        "kind": _("of what"),
        "mode": _("whether at once, in the morning, here alone or not at all"),
    },
    "notifications.Mailbox": {
        "user": _("how mail to you gets on"),
        "bounced_at": _("since when it comes back"),
        "digest_on": _("the last day on which you had a mail of the morning"),
    },
    "notifications.Delivery": {
        "recipient": _("to whom a mail goes"),
        "notification": _("what it tells"),
        "address": _("the address of a mail to you"),
        "subject": _("its subject"),
        "text": _("its text"),
        "html": _("its formatted text"),
    },
    "companies.Approval": {"moderator": _("which moderator has approved a company")},
    "companies.Membership": {
        "company": _("for which company you act"),
        "email": _("by which e-mail address you act for it"),
        "role": _("in which role you act for it"),
        "person": _("that you acted for a company by an address you have left"),
        "domain": _("the host of the address by which you act for a company"),
    },
    "openings.Edition": {
        "contact": _("whom an opening names for questions, as its company wrote it"),
        "saved_by": _("who last wrote on the text of an opening"),
    },
    "openings.Opening": {"made_by": _("who began an opening of a company")},
    "openings.Reviewer": {"person": _("that you read the applications to an opening of your company")},
    "openings.OpeningStep": {"actor": _("who moved an opening on, as a random key")},
    "companies.CompanyStep": {"actor": _("who moved the registration of a company on, as a random key")},
    "programmes.VersionStep": {
        "actor": _("who wrote or published a version of a programme, as a random key")
    },
    "companies.Invitation": {
        "company": _("which company has invited you"),
        "address": _("the address that it has invited"),
        "role": _("as what it has invited you"),
        "invited_by": _("who has invited you"),
        "invited_on": _("on which day it did"),
        "state": _("what came of the invitation"),
    },
    "companies.NeverInvited": {
        "digest": _("that you want no invitation, as a digest that does not lead back to your address")
    },
    "companies.CodeAcceptance": {
        "membership": _("that you have accepted the company code"),
        "at": _("when you accepted it"),
    },
    "experts.Profile": {
        "user": _("that you have a profile"),
        "key": _("the random key of your profile"),
        "listing": _("who finds you in search"),
        "levels": _("who sees which part of your profile"),
        "confirmed_on": _("when you last confirmed your profile (others see a span of months)"),
        "asked_on": _("when we asked whether it is still true"),
        "seniority": _("seniority"),
        "years": _("years of experience, as a band"),
        "region": _("the region of the world where you live"),
        "overlap_hours": _("hours of overlap with Tehran"),
        "languages": _("languages"),
        "ways": _("ways to work"),
        "free_from": _("from when you are free (others see a span of months)"),
        "asked_for": _("what companies may write to you about"),
        "asks_a_month": _("how many requests you take in 30 days"),
        "ask_from": _("from when you may be asked (others see a span of months)"),
        "headline_fa": _("your headline in Persian"),
        "headline_en": _("your headline in English"),
        "summary_fa": _("your summary in Persian"),
        "summary_en": _("your summary in English"),
        "work_words": _("the words of your work experience, to be searched"),
    },
    "experts.ProfileSkill": {
        "profile": OWNER,
        "skill": _("skills"),
        "level": _("how well you know a skill"),
        "last_used": _("when you last used it"),
    },
    "experts.HideEntry": {"profile": OWNER, "company": _("companies that you hide from")},
    "experts.BlockedPerson": {
        "entry": _("that you hide from whoever wrote for a company"),
        "person": _("whose account that was"),
    },
    "experts.KeptApart": {"person": _("that you get nothing of what lies between your company and somebody")},
    "timeline.Item": {
        "owner": _("that something waits for you"),
        "kind": _("what it is"),
        "since": _("since when it waits"),
        "due": _("until when an answer is hoped for"),
        "closed_at": _("when it was settled"),
    },
    "contacts.ContactRequest": {
        "profile": _("that a company has asked you"),
        "company": _("which company it was"),
        "asked_by": _("who wrote for the company"),
        "asked_as": _("by which name that person signed"),
        "handle_fa": _("by which name it knew you, in Persian"),
        "handle_en": _("by which name it knew you, in English"),
        "purpose": _("what it asked about"),
        "message": _("its message"),
        "answer_by": _("until when it hoped for an answer"),
        "state": _("how the request stands"),
        "question": _("what you asked back"),
        "reply": _("what the company answered"),
        "reason": _("the reason of a no"),
        "asked_on": _("on which day it asked"),
        "created_at": _("when it asked"),
        "taken_back_at": _("that you have taken a yes back from a company that no longer saw you"),
        "silenced_at": _("that you have blocked"),
    },
    "applications.Application": {
        "profile": _("that you have applied, or begun to"),
        "opening": _("to which opening"),
        "company": _("of which company"),
        "handle_fa": _("by which name it knew you, in Persian"),
        "handle_en": _("by which name it knew you, in English"),
        "state": _("how your application stands"),
        "letter": _("your letter"),
        "answers": _("your answers to its questions"),
        "groups": _("which parts of your profile you showed with it"),
        "answer_by": _("by which day the company was to answer"),
        "submitted_at": _("when you sent it"),
        "moved_at": _("when it last moved on"),
        "reason": _("the reason of a company’s no"),
        "touched_on": _("when you last wrote on a draft"),
    },
    "applications.ApplicationFile": {"file": _("the CV that you sent along")},
    "applications.ApplicationStep": {
        "actor": _("who moved an application on, as a random key"),
        "at": _("when an application moved on"),
    },
    "applications.PrivateComment": {
        "author": _("who of a company noted something about an application"),
        "text": _("what was noted"),
        "written_on": _("on which day it was noted"),
    },
    "conversations.Thread": {
        "profile": _("that you talk with a company"),
        "company": _("with which company"),
        "handle_fa": _("by which name it knows you, in Persian"),
        "handle_en": _("by which name it knows you, in English"),
        "opened_at": _("when the conversation began"),
        "last_at": _("when somebody last said something"),
        "ended_at": _("when it ended"),
        "silenced_at": _("that you have blocked"),
        "read_by_expert": _("up to when you say that you have read"),
        "shows_reading": _("whether the company may know on which day you read"),
    },
    "conversations.Message": {
        "author": _("who wrote a message"),
        "signed": _("by which name somebody of a company signed it"),
        "text": _("what it says"),
        "sent_on": _("on which day it was sent"),
        "sent_at": _("when it was sent"),
    },
    "conversations.Attachment": {
        "file": _("a file that you sent"),
        "name": _("what you called it, if you wrote for a company"),
    },
    "conversations.Report": {
        "reporter": _("that you have reported messages"),
        "reason": _("what was wrong with them"),
        "note": _("what you told the moderator of it"),
        "day": _("on which day you reported them"),
    },
    "conversations.ReportLook": {"moderator": _("which moderator has read reported messages")},
    "programmes.Case": {
        "person": _("that you have asked a programme office something"),
        "programme": _("about which programme"),
        "state": _("how your case stands"),
        "answers": _("answers of a self-check, if you have sent them along"),
        "sent_on": _("on which day you sent it"),
        "due_on": _("by which day the office has promised an answer"),
    },
    "programmes.CaseMessage": {
        "author": _("who of the office, or that you, wrote in a case"),
        "text": _("what was said in a case"),
        "sent_at": _("when it was said"),
    },
    "programmes.CaseStep": {"verb": _("what was done in a case"), "at": _("when it was done")},
    "conversations.Muted": {"user": _("that you want no mail about a conversation")},
    "contacts.ContactStep": {"at": _("when a request moved on")},
    "experts.HideDomain": {"profile": OWNER, "domain": _("e-mail hosts that you hide from")},
    "experts.Tick": {"profile": OWNER, "company": _("companies that you ticked")},
    "experts.Cv": {
        "profile": OWNER,
        "file": _("your CV as a file"),
        "added_on": _("when you added your CV"),
    },
    "experts.Details": {
        "profile": OWNER,
        "name_native": _("your name in your own script"),
        "name_latin": _("your name in Latin letters"),
        "phone": _("phone number"),
        "messenger": _("messenger"),
        "other_email": _("another e-mail address"),
        "links": _("links"),
    },
    "experts.Experience": {
        "profile": OWNER,
        "title": _("positions you held"),
        "employer": _("names of employers, where you write them"),
        "from_year": _("from which year"),
        "to_year": _("to which year"),
        "text": _("what you did there"),
    },
    "experts.Education": {
        "profile": OWNER,
        "degree": _("degree"),
        "field": _("field of study"),
        "institution": _("where you studied"),
        "year": _("year of the degree"),
    },
    "experts.Grant": {
        "profile": _("that you gave a yes"),
        "company": _("to which company you gave it"),
        "groups": _("for which parts of your profile"),
        "since": _("since when"),
        "until": _("until when"),
    },
    "experts.Look": {
        "company": _("which company looked at your profile, by day"),
        "profile": _("at whose profile it looked"),
    },
    "experts.Shortlisted": {
        "company": _("which company has put you on its shortlist"),
        "profile": _("that a company has put you on its shortlist"),
        "note": _("what it has noted there about you"),
        "saved_on": _("on which day it did"),
    },
    "experts.Flag": {"closed_by": _("which moderator looked into an unusual pattern")},
}

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
    Readers.MEMBERS: _("the members of that company; you with your data"),
    Readers.COMPANY_ALONE: _("the members of that company"),
    Readers.COMPANY: _("one company, by your yes"),
    Readers.COMPANIES: _("verified companies, where you choose so"),
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
