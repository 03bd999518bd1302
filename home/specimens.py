"""What the style page fills the components with: invented words about two cities that do not exist, and no other.

A component without an entry in ``SPECIMENS`` or ``NOTHING_TO_SEE`` fails a test. Ids are unique among all entries,
since all of them stand on one page.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.paginator import Page, Paginator

from home.forms import MessageForm
from multimedia.blocks.recordings import invented_recording
from multimedia.charts.tables import parse
from multimedia.choices import RecordingKind
from multimedia.players import Player


class State:
    """One way a component can look: a label, the contexts it is drawn with, one after the other, and a language."""

    def __init__(self, label: str, *contexts: dict, language: str = ""):
        self.label = label
        self.contexts = contexts
        self.language = language


@dataclass(frozen=True)
class Specimen:
    """A component in its states. ``frame``: the element it has to stand in, with ``%s`` for the component."""

    states: list[State]
    frame: str = "%s"


#: Components that draw nothing of their own, with the reason.
NOTHING_TO_SEE = {
    "card": "What a page shows of itself elsewhere. It stands in the head of the page.",
    "listing_scripts": "Loads the scripts of a listing. It stands in the head of the page.",
    "lightbox": "Opens over the page from a gallery, which is drawn among the blocks.",
    "player_tracks": "Stands inside a player, which offers it under its own sign.",
}

_PLAYER = Player(invented_recording(RecordingKind.VIDEO, "Order 14, in nine seconds"))
_ROOFS = (
    "data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 800'%3E"
    "%3Crect width='1200' height='800' fill='%23c9c9cc'/%3E"
    "%3Cpath d='M0 800V430h170V300h150v190h120V210h210v270h130V350h190v180h110V400h120v400z' fill='%2366666b'/%3E"
    "%3Cpath d='M0 800V620h260v-90h180v140h240v-80h220v120h300v90z' fill='%233c3c40'/%3E%3C/svg%3E"
)
_IMAGE = {"url": _ROOFS, "width": 1200, "height": 800, "alt": "A drawing of roofs in place of a photograph"}
_PHOTO = {
    "caption": "Complaints on paper, the last year but one.",
    "credit": "M. Arden",
    "licence": "CC BY 4.0",
    "licence_url": "#",
    "stand_in": True,
}
_LONG_HEADLINE = (
    "Tessaly Point drew two hundred names by lot from its water bills, sat them beside the engineers for nine "
    "weekends, and then its council had to say in writing why it disagreed"
)
_TABLE = parse(
    "Body\tStopped in 2024\tShare of all\nCity council\t3\t2.5%\nNeighbourhood assembly\t11\t9.2%\nMayor\t\t"
)
_ARABIC_HEADLINE = "عشرة أيام للجواب، ثم يُقرأ الاسم بصوت عالٍ"


def _page_of(number: int, count: int) -> Page:
    return Paginator(range(count), 20).page(number)


def _facet(name: str, **values) -> dict:
    options = [
        {"value": "answered", "label": "Answered within ten days", "count": 14, "checked": True},
        {"value": "late", "label": "Answered later", "count": 6},
        {"value": "never", "label": "Never answered", "count": 2},
    ]
    return {"facet": {"name": name, "label": "What became of complaints?", "options": options, **values}}


_MORE = [
    {"value": "lot", "label": "By lot", "count": 3},
    {"value": "vote", "label": "By vote", "count": 1},
]

_RECORD = {
    "title": "The record",
    "stub": "No. 007",
    "rows": [
        {"label": "City", "values": [{"text": "Orvena", "url": "#"}]},
        {
            "label": "Who was reached",
            "values": [{"text": "Tenants", "url": "#"}, {"text": "Street vendors", "url": "#"}],
        },
        {"label": "Cost", "values": []},
        {"label": "Legal instrument", "values": [{"text": "Mayor’s order, renewed every year"}]},
    ],
}

_CLIP = {
    "quote": "The printer stopped, and for a week nobody noticed that we were all still answering.",
    "language": "en",
    "speaker": "District clerk",
    "role": "Complaints office of Orvena",
    "language_name": "English",
    "fiction": "Composite voice, fictional city of Orvena. Not evidence.",
}
_SOUND = {"audio_url": "#", "duration": "0:24", "size": "96 KB", "synthetic": True, "url": "#"}

_ROW = {
    "url": "#",
    "headline": "Orvena read every late answer out loud",
    "place": "Orvena",
    "years": "2011 on",
    "focus": [1, 2],
    "evidence_level": 3,
    "evidence_words": "Two accounts that agree",
    "media": "Photographs, a clip",
    "demonstration": "Fictional city",
}

_FIGURE = {
    "what": "median days until a complaint is answered",
    "baseline": "41",
    "value": "9",
    "unit": "days",
    "period": "2011 to 2014",
    "population": "All complaints on paper",
    "checked_by": "The city’s auditor",
}

_REFORM = [
    {"when": "2011", "title": "The wall", "text": "Scores are printed and pinned up every Monday.", "kind": "enforced"},
    {"when": "2013", "title": "An order", "text": "Ten days become a rule.", "kind": "enforced"},
    {"when": "2015", "title": "A new mayor", "text": "", "kind": "turn"},
    {"when": "2016", "title": "The printer stops", "text": "The order stays on the books.", "kind": "kept"},
    {"when": "2018", "title": "The order lapses", "text": "", "kind": "ended"},
]

_NEXT = {
    "reason": "Same problem",
    "url": "#",
    "headline": "Tessaly Point let tenants open the books",
    "note": "Tessaly Point, 2017 on",
    "focus": 2,
    "name_on_colour": "Tessaly Point",
}

_LANGUAGES = [
    {"code": "en", "name": "English", "url": "#", "current": True},
    {"code": "es", "name": "español", "url": "#"},
    {"code": "ar", "name": "العربية", "url": "#"},
]


def _source(**values) -> dict:
    return {"title": "Report of the complaints office", "publisher": "City of Orvena", "issued": "2014", **values}


def _wrong_form(prefix: str) -> MessageForm:
    """A form that was sent with two lines still open."""
    return MessageForm({"text": "", "about": "Story 007, article 4", "reply_to": "clerk.example.org"}, auto_id=prefix)


SPECIMENS = {
    "ballot": Specimen(
        [
            State("With a line not documented, and links", {**_RECORD, "links": [{"text": "As a table", "url": "#"}]}),
            State("Folded on phones, with more lines", {**_RECORD, "folded": True, "more": _RECORD["rows"][1:]}),
            State(
                "Long",
                {
                    "title": "The record of a reform that had a very long name",
                    "rows": [
                        {
                            "label": "Who designed it, who sat in the room, and who signed",
                            "values": [
                                {"text": f"{word} association of Tessaly Point"}
                                for word in ("Tenants’", "Vendors’", "Water users’")
                            ],
                        }
                    ],
                },
            ),
            State(
                "Right to left",
                {"title": "السجل", "rows": [{"label": "المدينة", "values": [{"text": "أورفينا", "url": "#"}]}]},
                language="ar",
            ),
        ]
    ),
    "ballot_line": Specimen(
        [
            State("Known", {"row": _RECORD["rows"][1]}),
            State("Not documented", {"row": _RECORD["rows"][2]}),
            State("Right to left", {"row": {"label": "المدينة", "values": [{"text": "أورفينا"}]}}, language="ar"),
        ],
        frame='<div class="ballot"><dl>%s</dl></div>',
    ),
    "breadcrumbs": Specimen(
        [
            State(
                "Normal",
                {
                    "crumbs": [{"title": "Home", "url": "#"}, {"title": "Stories", "url": "#"}],
                    "title": "The wall of Orvena",
                },
            ),
            State("Long", {"crumbs": [{"title": "Home", "url": "#"}], "title": _LONG_HEADLINE}),
            State("Right to left", {"crumbs": [{"title": "الرئيسية", "url": "#"}], "title": "أورفينا"}, language="ar"),
        ]
    ),
    "chip": Specimen(
        [
            State("A value", {"label": "Tessaly Point", "remove_url": "#"}),
            State(
                "A focus area",
                *({"label": f"Focus area {number}", "remove_url": "#", "focus": number} for number in (1, 2, 3)),
            ),
            State("Right to left", {"label": "أورفينا", "remove_url": "#", "focus": 3}, language="ar"),
        ],
        frame='<ul class="chips"><li>%s</li></ul>',
    ),
    "choices": Specimen(
        [
            State(
                "Allowed and not",
                {
                    "choices": [
                        {"allowed": True, "title": "Her words", "text": "All but one passage."},
                        {"allowed": False, "title": "Her voice", "text": "People at work would know it."},
                    ]
                },
            ),
            State(
                "Right to left",
                {"choices": [{"allowed": True, "title": "كلماتها", "text": "ما عدا مقطعًا واحدًا."}]},
                language="ar",
            ),
        ],
        frame='<div class="ballot"><p class="ballot__stub"><span>Her choice</span><span></span></p>%s</div>',
    ),
    "cite": Specimen(
        [
            State(
                "Reviewed",
                {
                    "page": {
                        "title": "Orvena read every late answer out loud.",
                        "full_url": "https://example.org/en/stories/orvena-wall/",
                        "url": "/en/stories/orvena-wall/",
                        "last_published_at": datetime(2026, 3, 14, tzinfo=UTC),
                        "last_reviewed": date(2026, 2, 1),
                    },
                    "place": "Orvena (fictional)",
                },
            ),
            State(
                "Never published",
                {"page": {"title": "The wall of Orvena.", "full_url": "https://example.org/en/stories/wall/"}},
            ),
        ]
    ),
    "clip": Specimen(
        [
            State("With sound", {"clip": {**_CLIP, **_SOUND}}),
            State("Words alone", {"clip": _CLIP}),
            State("Small", {"clip": {**_CLIP, **_SOUND}, "small": True}),
            State(
                "Right to left",
                {
                    "clip": {
                        **_CLIP,
                        **_SOUND,
                        "quote": "توقفت الطابعة، فلم ينتبه أحد.",
                        "language": "ar",
                        "language_name": "العربية",
                    }
                },
                language="ar",
            ),
        ],
        frame='<div class="reverse styles__loud">%s</div>',
    ),
    "caption": Specimen(
        [
            State("Words of the place", {"photo": _PHOTO, "words": "The queue at nine. The counter opens at ten."}),
            State("The picture’s own", {"photo": _PHOTO}),
            State("No words", {"photo": {"credit": "M. Arden"}}),
        ],
        frame='<figure class="photo"><figcaption>%s</figcaption></figure>',
    ),
    "credit": Specimen(
        [
            State(
                "Full",
                {
                    "credit": "M. Arden",
                    "licence": "CC BY 4.0",
                    "licence_url": "#",
                    "stand_in": "Stand-in photograph, not Orvena.",
                },
            ),
            State("Maker only", {"credit": "M. Arden"}),
        ],
        frame='<p class="credit">%s</p>',
    ),
    "empty": Specimen(
        [
            State(
                "With a way on",
                {
                    "title": "Voices",
                    "text": "Nobody in Tessaly Point has been interviewed yet.",
                    "url": "#",
                    "link_text": "All voices",
                },
            ),
            State("A sentence", {"text": "No city has answered this yet."}),
            State("Right to left", {"title": "أصوات", "text": "لم تُجرَ مقابلة مع أحد بعد."}, language="ar"),
        ]
    ),
    "evidence_level": Specimen(
        [
            State(
                "None to five",
                {"level": -1, "words": "Not judged yet"},
                {"level": 0, "words": "No evidence yet"},
                {"level": 1, "words": "A reasoned account"},
                {"level": 3, "words": "Two accounts that agree"},
                {"level": 5, "words": "Measured by somebody else"},
            ),
            State("Right to left", {"level": 2, "words": "رواية واحدة"}, language="ar"),
        ],
        frame='<div class="note-text styles__lines">%s</div>',
    ),
    "evidence_mark": Specimen(
        [State("First and repeated", {"number": 41}, {"number": 41, "repeated": True})],
        frame="<p>Complaints were answered in nine days.%s</p>",
    ),
    "evidence_notes": Specimen(
        [
            State(
                "Two notes",
                {
                    "notes": [
                        {
                            "number": 51,
                            "text": "Report of the complaints office of Orvena, 2014, p. 12.",
                            "url": "#",
                            "confidence": "Checked by us.",
                        },
                        {"number": 52, "text": "District clerk, interview 012.", "url": ""},
                    ]
                },
            )
        ],
        frame='<div class="claim"><p>Within three years the median fell from forty-one days to nine '
        '<a class="ev" href="#note-51" id="mark-51">51</a>, and the clerks knew whose score was next '
        '<a class="ev" href="#note-52" id="mark-52">52</a>.</p>%s</div>',
    ),
    "facet": Specimen(
        [
            State("With more, folded", _facet("style-folded", more=_MORE)),
            State(
                "With more, in use, and a way to all", _facet("style-open", more=_MORE, more_open=True, full_url="#")
            ),
            State(
                "Focus areas, and a long line",
                {
                    "facet": {
                        "name": "style-long",
                        "label": "Focus area",
                        "options": [
                            {"value": "two", "label": "Sharing information", "count": 12, "checked": True, "focus": 2},
                            {"value": "three", "label": "Deepening citizen engagement", "count": 1204, "focus": 3},
                            {
                                "value": "long",
                                "label": "People who rent a room in somebody else’s rented flat",
                                "count": 4,
                            },
                        ],
                    }
                },
            ),
            State(
                "Right to left",
                {
                    "facet": {
                        "name": "style-rtl",
                        "label": "من شارك؟",
                        "options": [{"value": "rtl", "label": "الباعة المتجولون", "count": 4, "checked": True}],
                    }
                },
                language="ar",
            ),
        ],
        frame='<div class="styles__narrow">%s</div>',
    ),
    "fiction": Specimen(
        [
            State("Short", {"words": "Fictional city"}),
            State("A sentence", {"words": "Composite voice, fictional city of Tessaly Point. Not evidence."}),
            State("Right to left", {"words": "مدينة خيالية"}, language="ar"),
        ]
    ),
    "focus_boxes": Specimen(
        [
            State("One, two, all, none", *({"numbers": numbers} for numbers in ([1], [2, 3], [1, 2, 3], []))),
            State("Right to left", {"numbers": [1]}, language="ar"),
        ],
        frame='<p class="tag">%s</p>',
    ),
    "form_errors": Specimen(
        [State("Two lines open", {"form": _wrong_form("style_%s")})], frame='<div class="form">%s</div>'
    ),
    "form_field": Specimen(
        [
            State("Wrong", {"field": _wrong_form("style_%s")["text"]}, {"field": _wrong_form("style_%s")["reply_to"]}),
            State("Filled in", {"field": _wrong_form("style_%s")["about"]}),
        ],
        frame='<div class="form">%s</div>',
    ),
    "key_figure": Specimen(
        [
            State("Before and after", {"figure": _FIGURE, "reported_by": "Complaints office", "reported_url": "#"}),
            State(
                "Nobody checked",
                {"figure": {"what": "of the wards of Tessaly Point took part", "value": "7", "unit": "%"}},
            ),
            State(
                "Contested",
                {
                    "figure": {
                        **_FIGURE,
                        "what": "stalls moved from the quay",
                        "baseline": "1,200",
                        "value": "3,000",
                        "unit": "",
                        "contested": True,
                        "contested_what": "how many stalls?",
                        "reading_one": "The port counted twelve hundred licences.",
                        "reading_two": "The vendors counted everybody who sold there, licence or not.",
                    },
                    "two_counts": True,
                    "reported_by": "The port and the vendors’ association",
                },
            ),
            State(
                "Right to left",
                {"figure": {**_FIGURE, "what": "يومًا حتى الجواب", "unit": "يومًا"}, "reported_by": "مكتب الشكاوى"},
                language="ar",
            ),
        ],
        frame='<div class="figures">%s</div>',
    ),
    "language_switch": Specimen(
        [
            State("Three languages", {"languages": _LANGUAGES}),
            State("Two languages", {"languages": _LANGUAGES[:2]}),
        ],
        frame='<div class="bar__tools sign">%s</div>',
    ),
    "data_source": Specimen(
        [
            State(
                "Normal",
                {
                    "note": "Complaints of the old town are counted from 2014 on.",
                    "source": "Court of audit of Orvena, yearly report",
                    "as_of": "2019",
                },
            )
        ]
    ),
    "player_caption": Specimen(
        [
            State("Normal", {"player": _PLAYER, "words": "Where a complaint ends in Orvena."}),
            State("Without words", {"player": _PLAYER}),
        ],
        frame='<figure class="recording"><figcaption>%s</figcaption></figure>',
    ),
    "player_words": Specimen(
        [State("A film", {"player": _PLAYER, "is_film": True}), State("A sound", {"player": _PLAYER})],
        frame='<div class="recording">%s</div>',
    ),
    "data_table": Specimen(
        [
            State("Normal", {"name": "Stopped projects", "table": _TABLE, "row_headings": True}),
            State("Without names of rows", {"name": "Stopped projects again", "table": _TABLE}),
        ]
    ),
    "narrow": Specimen(
        [
            State(
                "In use",
                {
                    "action": "",
                    "words": "printer",
                    "words_label": "Words in stories",
                    "summary": "Narrow these 5",
                    "button": "Show the stories",
                    "facets": [
                        _facet("style-first")["facet"],
                        _facet("style-second", label="Did it last?", more=_MORE)["facet"],
                    ],
                    "rest": [_facet("style-third", label="Who decides?")["facet"]],
                    "clear_url": "#",
                },
            )
        ],
        frame='<div class="styles__narrow">%s</div>',
    ),
    "next": Specimen(
        [
            State(
                "With a photograph, without, without focus",
                {"item": {**_NEXT, "image": _IMAGE, "credit": "M. Arden"}},
                {"item": _NEXT},
                {
                    "item": {
                        **_NEXT,
                        "focus": 0,
                        "reason": "Similar city",
                        "name_on_colour": "Orvena",
                        "headline": _LONG_HEADLINE,
                    }
                },
            ),
            State(
                "Right to left",
                {
                    "item": {
                        **_NEXT,
                        "reason": "المشكلة نفسها",
                        "headline": _ARABIC_HEADLINE,
                        "note": "أورفينا",
                        "name_on_colour": "أورفينا",
                    }
                },
                language="ar",
            ),
        ],
        frame='<div class="similar__grid">%s</div>',
    ),
    "nothing_found": Specimen(
        [
            State(
                "With ways on",
                {
                    "ways": [
                        {"label": "Everything on sharing information", "url": "#", "count": 23},
                        {"label": "Write the first one", "url": "#"},
                    ]
                },
            ),
            State("A sentence of its own", {"text": "No practice costs that little yet."}),
        ]
    ),
    "pagination": Specimen(
        [
            State("First page", {"page": _page_of(1, 70), "base_query": "focus=1"}),
            State("In between", {"page": _page_of(3, 90)}),
            State("Many pages", {"page": _page_of(12, 900)}),
            State("Right to left", {"page": _page_of(2, 70)}, language="ar"),
        ]
    ),
    "photo": Specimen(
        [
            State(
                "With caption and credit",
                {
                    "image": _IMAGE,
                    "caption": "The quay before the market opens.",
                    "credit": "M. Arden",
                    "licence": "CC BY 4.0",
                    "licence_url": "#",
                    "stand_in": "A drawing, not Orvena.",
                },
            ),
            State("Uncut, credit elsewhere", {"image": _IMAGE, "extra_class": "photo--whole", "no_caption": True}),
        ],
        frame='<div class="styles__half">%s</div>',
    ),
    "picture": Specimen(
        [
            State("One width", {"picture": {**_IMAGE, "src": _ROOFS, "sources": []}}),
            State("No picture", {"picture": None}),
        ],
        frame='<div class="styles__half">%s</div>',
    ),
    "redacted": Specimen(
        [
            State("Short", {"reason": "Withheld at the speaker’s request."}),
            State(
                "Long",
                {
                    "reason": "The speaker asked us to keep this passage until the council of the flood year has left. "
                    "It may be opened then, by the speaker alone."
                },
            ),
            State("Right to left", {"reason": "محجوب بطلب من المتحدثة."}, language="ar"),
        ],
        frame="<p>%s</p>",
    ),
    "reform_timeline": Specimen(
        [
            State("Five events", {"events": _REFORM}),
            State(
                "Long",
                {
                    "events": [
                        *_REFORM,
                        *(
                            {"when": str(year), "title": "A ward takes it up again", "text": "", "kind": "kept"}
                            for year in (2019, 2020, 2021, 2022)
                        ),
                    ]
                },
            ),
            State(
                "Right to left",
                {
                    "events": [
                        {"when": "2011", "title": "الجدار", "text": "", "kind": "enforced"},
                        {"when": "2018", "title": "النهاية", "text": "", "kind": "ended"},
                    ]
                },
                language="ar",
            ),
        ],
        frame='<div class="field styles__loud" data-focus="1">%s</div>',
    ),
    "row": Specimen(
        [
            State("With a photograph", {"row": {**_ROW, "image": _IMAGE}}),
            State("No photograph, contested", {"row": {**_ROW, "contested": True}}),
            State("Headline and address only", {"row": {"url": "#", "headline": "The wall of Orvena"}}),
            State(
                "Long, in another language",
                {
                    "row": {
                        **_ROW,
                        "headline": _LONG_HEADLINE,
                        "place": "Tessaly Point",
                        "focus": [3],
                        "evidence_level": 5,
                        "evidence_words": "Measured by somebody else",
                        "language": "en",
                        "language_note": "In English, not yet translated",
                    }
                },
            ),
            State(
                "Right to left",
                {
                    "row": {
                        **_ROW,
                        "headline": _ARABIC_HEADLINE,
                        "place": "أورفينا",
                        "focus": [3],
                        "evidence_words": "روايتان متفقتان",
                        "media": "صور",
                        "demonstration": "مدينة خيالية",
                    }
                },
                language="ar",
            ),
        ],
        frame='<div class="results">%s</div>',
    ),
    "search_form": Specimen(
        [
            State("Empty", {"action": "", "label": "Words in stories, practices and voices", "field_id": "style-find"}),
            State(
                "Searched",
                {
                    "action": "",
                    "label": "Words in stories",
                    "words": "printer",
                    "button": "Find again",
                    "field_id": "style-found",
                },
            ),
            State(
                "Right to left",
                {"action": "", "label": "كلمات", "button": "ابحث", "field_id": "style-rtl"},
                language="ar",
            ),
        ]
    ),
    "source_line": Specimen(
        [
            State(
                "Full", {"source": _source(authors="M. Arden", url="#", archive_url="#"), "note": "Read chapter two."}
            ),
            State("Title only", {"source": {"title": "A letter to the council of Tessaly Point"}}),
        ],
        frame='<p class="note-text">%s</p>',
    ),
    "source_list": Specimen(
        [
            State(
                "Full, without an address, title only",
                {
                    "rows": [
                        {
                            "source": _source(
                                authors="M. Arden", url="#", container_title="Orvena Municipal Papers", archive_url="#"
                            ),
                            "note": "Supports the figures of 2011 to 2014.",
                        },
                        {
                            "source": _source(
                                authors="Arden, M.; Sol, T.",
                                title="Answering in public",
                                container_title="Orvena Review of Government",
                                volume="12",
                                issue="3",
                                page="201-224",
                                publisher="",
                                doi="10.5555/orvena.12.3",
                                accessed_on=date(2024, 5, 2),
                            ),
                        },
                        {"source": _source(edition="2nd edition", number="Report 14", publisher_place="Orvena")},
                        {"source": {"title": "A letter to the council of Tessaly Point"}},
                    ]
                },
            )
        ],
        frame='<div class="sources">%s</div>',
    ),
    "survival": Specimen(
        [
            State(
                "Kept, in part, ended, nobody knows yet",
                {"survival": "yes", "words": "Met a new leader and survived"},
                {"survival": "partly", "words": "Survived in part"},
                {"survival": "no", "words": "Did not survive"},
                {"survival": "not-tested", "words": "Not yet tested"},
            ),
        ],
        frame='<p class="note-text">%s</p>',
    ),
    "unknown": Specimen([State("In a line", {})], frame='<p class="note-text">Cost: %s</p>'),
    "untranslated": Specimen(
        [
            State("The original only", {"reader_language": "Spanish", "original_language": "English"}),
            State(
                "Also in others",
                {"reader_language": "Spanish", "original_language": "English", "others": _LANGUAGES[1:]},
            ),
        ]
    ),
}
