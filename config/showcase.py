"""Sample values of the living page of components: invented people, in both languages, with the hard cases."""

from datetime import date
from typing import Any

from django import forms

_FA = {
    "skills": ["آپاچی کافکا", "Python", "PostgreSQL", "مهندسی داده", "سامانه‌های توزیع‌شده"],
    "headline": "مهندس سکوی داده که دو بانک را به پردازش جریانی رسانده است",
    "parts": [("مهندس ", False), ("سکوی داده", True), (" و مشاور معماری", False)],
    "title": "ارشد · ۱۰ تا ۱۴ سال · برای شما: انار آبی ۷۲",
    "title_public": "ارشد · ۱۰ تا ۱۴ سال",
    "long": "معمار شبکه‌های نوری و راه‌اندازی مرکز داده با سابقهٔ طولانی در اپراتورهای بزرگ و علاقه‌مند به آموزش نسل بعد",
    "region": "اروپای غربی",
    "overlap": "۵ ساعت هم‌پوشانی با تهران",
    "languages": "فارسی، انگلیسی، آلمانی",
    "ways": "از راه دور · مشاوره · حضور کوتاه‌مدت",
    "why": ["کافکا، خبره، همین امسال (۴۵)", "Python، خبره (۴۰)", "آماده از همین حالا (۱۰)"],
    "missing": ["PostgreSQL"],
    "confirmed": "تأییدشده در همین ماه",
    "language": "fa",
    "pay": "۴۰ میلیون تومان تا ۶۵ میلیون تومان در ماه",
    "asking": "مشاوره · منتورینگ · تا ۲ درخواست در ۳۰ روز",
    "confirmed_old": "تأییدشده در سه ماه گذشته",
    "detail": ["خبره، ۹ سال", "خبره", "پیشرفته", "", ""],
    "facet": "مهارت‌ها",
    "facet_closed": "ساعت هم‌پوشانی",
    "hours": ["۶ ساعت و بیشتر", "۳ ساعت و بیشتر"],
    "seen": ["شرکت‌ها", "یک شرکت…", "خودم"],
    "levels": [
        ("companies", "شرکت‌ها می‌بینند", "شرکت‌هایی که پارک تأیید کرده است"),
        ("yes", "فقط با اجازهٔ من", "تا به شرکتی اجازه نداده‌ام، هیچ‌کس"),
        ("me", "فقط خودم", ""),
    ],
    "steps": ["مهارت‌ها", "شیوهٔ همکاری", "چه کسی می‌بیند", "مرور"],
    "progress": "۳ از حدود ۷",
    "history": ("مهندس زیرساخت داده", "بانک دریاچه", "۲۰۱۹ تا اکنون", "از پردازش شبانه به جریان لحظه‌ای."),
    "facts": [
        ("نوع همکاری", "قرارداد ۱۲ماهه، تمدیدپذیر"),
        ("محل", "از راه دور"),
        ("ایمیل", "info@example.org"),
    ],
    "points": [
        ("کافکا، خبره", "met", 40),
        ("PostgreSQL، پیشرفته؛ خبره خواسته شده", "partly", 35),
        ("ترافرم", "no", 0),
    ],
    "stats": [("در جست‌وجوها دیده شده", "4", "در ۳۰ روز گذشته"), ("باز شده", "2", "از دو شرکت")],
    "ask": "درخواست گفت‌وگو",
    "typed": "پایتون",
    "guess": "کافا",
}
_EN = {
    "skills": ["Apache Kafka", "Python", "PostgreSQL", "مهندسی داده", "Distributed systems"],
    "headline": "Data platform engineer who has moved two banks to streaming",
    "parts": [("Engineer of ", False), ("data platforms", True), (" and adviser on architecture", False)],
    "title": "Senior · 10–14 years · known to you as blue anar 72",
    "title_public": "Senior · 10–14 years",
    "long": "Architect of optical networks and data centres with a long record at large operators, glad to teach those who follow",
    "language": "en",
    "pay": "€3,000 to €4,500 a month",
    "region": "Western Europe",
    "overlap": "5 h overlap with Tehran",
    "languages": "Persian, English, German",
    "ways": "remote · advise · visit",
    "why": ["Kafka, expert, used this year (45)", "Python, expert (40)", "free now (10)"],
    "missing": ["PostgreSQL"],
    "confirmed": "confirmed this month",
    "asking": "Advice · Mentoring · up to 2 requests in 30 days",
    "confirmed_old": "confirmed within 3 months",
    "detail": ["expert, 9 years", "expert", "advanced", "", ""],
    "facet": "Skills",
    "facet_closed": "Overlap with Tehran",
    "hours": ["6 h or more", "3 h or more"],
    "seen": ["Companies", "One company…", "Me"],
    "levels": [
        ("companies", "Companies see it", "Companies that the park has checked"),
        ("yes", "Only by my yes", "Nobody, until I allow it to one company"),
        ("me", "Only me", ""),
    ],
    "steps": ["Skills", "Ways to work", "Who sees it", "Review"],
    "progress": "3 of about 7",
    "history": ("Data platform engineer", "Lakeside Bank", "2019 to now", "From nightly batches to streams."),
    "facts": [
        ("Kind", "Employment, 12 months, can be extended"),
        ("Where", "Remote"),
        ("E-mail", "info@example.org"),
    ],
    "points": [
        ("Kafka, expert", "met", 40),
        ("PostgreSQL, advanced; expert asked", "partly", 35),
        ("Terraform", "no", 0),
    ],
    "stats": [("appeared in searches", "4", "in the last 30 days"), ("opened", "2", "by two companies")],
    "ask": "Ask for contact",
    "typed": "python",
    "guess": "kafak",
}


def samples(language: str) -> dict[str, Any]:
    """What the living page shows, in one language ("fa" or "en")."""
    words: dict[str, Any] = _FA if language == "fa" else _EN
    skills = [
        {"label": label, "matched": number < 2, "detail": ""} for number, label in enumerate(words["skills"])
    ]
    return {
        "words": words,
        "skills": skills,
        "own_skills": [
            {"label": label, "matched": False, "detail": detail}
            for label, detail in zip(words["skills"], words["detail"], strict=True)
        ],
        "cards": _cards(words, skills),
        "chips": _chips(words),
        "facets": _facets(words),
        "seen_rows": [
            {"label": label, "url": f"#seen-{number}", "current": number == 2}
            for number, label in enumerate(words["seen"])
        ],
        "levels": [
            {"value": value, "label": label, "help": help_text, "current": value == "yes"}
            for value, label, help_text in words["levels"]
        ],
        "choices": [
            {"value": value, "label": label, "help": help_text, "checked": value == "yes"}
            for value, label, help_text in words["levels"]
        ],
        "steps": [
            {"label": label, "url": "#steps" if state == "done" else "", "state": state}
            for label, state in zip(words["steps"], ("done", "done", "current", "todo"), strict=True)
        ],
        "history": [
            dict(zip(("title", "place", "when", "text"), words["history"], strict=True)),
            {"title": words["headline"], "place": "", "when": "", "text": ""},
        ],
        "addresses": ["https://example.org/", f"https://example.org/{'long' * 12}"],
        "facts": [{"label": label, "value": value} for label, value in words["facts"]],
        "points": [
            {"label": label, "state": state, "points": points} for label, state, points in words["points"]
        ],
        "stats": [{"label": label, "value": value, "note": note} for label, value, note in words["stats"]],
        **_programmes(words),
        "openings": _openings(words, skills),
        "form": SampleForm(words["ways"], prefix="good"),
        "wrong": SampleForm(words["ways"], {"wrong-email": "neda@", "wrong-about": "…"}, prefix="wrong"),
    }


def _programmes(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "programmes": [
            {
                "path": "programmes/",
                "slug": "sample",
                "title": title,
                "summary": words["long"],
                "phase": phase,
                "window": words["confirmed"],
                "audience": words["title_public"],
                "tracks": words["ways"].split(" · "),
            }
            for title, phase in zip(words["skills"], ("open", "paused", "closed"), strict=False)
        ],
        "rules": {
            "text": words["headline"],
            "joint": words["ask"],
            "papers": words["skills"][:2],
            "source": "§ 7",
            "parts": [
                {"text": text, "joint": "", "papers": [], "source": "", "parts": []} for text in words["why"]
            ],
        },
    }


def _openings(words: dict[str, Any], skills: list[dict[str, Any]]) -> list[dict[str, Any]]:
    full = {
        "url": "#opening",
        "title": {"text": words["headline"], "language": words["language"], "only": ""},
        "title_parts": [],
        "company": words["history"][1],
        "details": [("map-pin", words["facet"], words["region"]), ("globe", words["facet"], words["ways"])],
        "pay": words["pay"],
        "ends_on": date(2027, 1, 20),
        "left": words["confirmed"],
        "soon": False,
        "skills": skills,
        "more_skills": 2,
        "why": words["why"],
        "missing": words["missing"],
    }
    other = {"text": words["long"], "language": "en", "only": words["seen"][0]}
    bare = {"skills": [], "more_skills": 0, "why": [], "missing": [], "soon": True}
    return [full | {"title_parts": words["parts"]}, full | bare | {"title": other}]


class SampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField()
    zone = forms.ChoiceField(choices=[("Asia/Tehran", "Asia/Tehran"), ("Europe/Berlin", "Europe/Berlin")])
    about = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), min_length=20)
    ways = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()

    def __init__(self, ways: str, data: dict[str, str] | None = None, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        field = self.fields["ways"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(number), label) for number, label in enumerate(ways.split(" · "))]
        field.remarks = [ways]  # type: ignore[attr-defined]


def _cards(words: dict[str, Any], skills: list[dict[str, Any]]) -> list[dict[str, Any]]:
    full = {
        "link": "#card",
        "headline": words["headline"],
        "headline_parts": [],
        "title_line": words["title"],
        "skills": skills,
        "more_skills": 6,
        "region": words["region"],
        "overlap": words["overlap"],
        "languages": words["languages"],
        "ways": words["ways"],
        "asking": words["asking"],
        "why": words["why"],
        "missing": [],
        "confirmed": words["confirmed"],
    }
    marked = full | {"headline_parts": words["parts"], "missing": words["missing"], "more_skills": 0}
    longest = full | {"headline": words["long"], "why": [], "confirmed": words["confirmed_old"]}
    public = full | {"link": "", "headline": "", "title_line": words["title_public"], "why": []}
    return [full, marked, longest, public]


def _chips(words: dict[str, Any]) -> list[dict[str, Any]]:
    drop, toggle = "#dropped", "#toggled"
    kafka, python = words["skills"][:2]
    return [
        {
            "label": kafka,
            "typed": words["guess"],
            "mode": "required",
            "toggle_url": toggle,
            "drop_url": drop,
            "guessed": True,
        },
        {
            "label": python,
            "typed": words["typed"],
            "mode": "ranks",
            "toggle_url": toggle,
            "drop_url": drop,
            "guessed": False,
        },
        {
            "label": words["region"],
            "typed": "",
            "mode": "required",
            "toggle_url": "",
            "drop_url": drop,
            "guessed": False,
        },
    ]


def _facets(words: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        {"value": f"skill-{number}", "label": label, "count": 23 - 4 * number, "checked": number == 0}
        for number, label in enumerate(words["skills"])
    ]
    hours = [
        {"value": f"hours-{number}", "label": label, "count": None, "checked": False}
        for number, label in enumerate(words["hours"])
    ]
    return [
        {"name": "skill", "label": words["facet"], "rows": rows[:3], "open": True, "more": rows[3:]},
        {"name": "hours", "label": words["facet_closed"], "rows": hours, "open": False, "more": []},
    ]
