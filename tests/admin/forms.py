"""Forms as a browser sends them: what the page holds, changed as a person would."""

import json

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from casestudies.models import StoryIndexPage
from cities.models import CityIndexPage, CityPage
from practices.models import PracticeIndexPage
from sources.choices import SourceType
from sources.models import Source
from taxonomy.models import FocusArea, GuidingQuestion, Problem

#: Names of all streams of our pages.
STREAMS = ("story", "body")


def fields_of(html: bytes | str, selector: str = "form") -> dict[str, list[str]]:
    """Names and values of the largest form of a page, templates of rows left out."""
    document = BeautifulSoup(html, "html.parser")
    for template in document("template"):
        template.decompose()
    form = max(document.select(selector), key=lambda found: len(found(["input", "select", "textarea"])))
    values: dict[str, list[str]] = {}
    for field in form(["input", "select", "textarea"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "select":
            chosen = field.select("option[selected]") or (
                [] if field.has_attr("multiple") else field.select("option")[:1]
            )
            values.setdefault(name, []).extend(option.get("value", option.text) for option in chosen)
        elif field.name == "textarea":
            values.setdefault(name, []).append(field.text.lstrip("\n"))
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.get("type") not in {"submit", "button", "file"}:
            values.setdefault(name, []).append(field.get("value", ""))
    for stream in form.select("[data-block]"):
        values |= _stream_fields(stream["id"], json.loads(stream["data-w-block-arguments-value"])[0])
    return values


def _stream_fields(name: str, blocks: list[dict]) -> dict[str, list[str]]:
    """What scripts make of the state of a stream."""
    values = {f"{name}-count": [str(len(blocks))]}
    for place, block in enumerate(blocks):
        prefix = f"{name}-{place}"
        values |= {
            f"{prefix}-deleted": [""],
            f"{prefix}-order": [str(place)],
            f"{prefix}-type": [block["type"]],
            f"{prefix}-id": [block.get("id") or ""],
        }
        parts = block["value"] if isinstance(block["value"], dict) else {"": block["value"]}
        for part, value in parts.items():
            sent = value["id"] if isinstance(value, dict) else value
            # Of a list to choose from, the state is a list of what is chosen.
            chosen = sent if isinstance(sent, list) else [sent]
            field = "-".join(filter(None, (prefix, "value", part)))
            values[field] = ["" if one is None else str(one) for one in chosen]
    return values


def send(client: Client, url: str, action: str = "", /, **changes):
    """Open the form at an address, change fields, and send it; ``action`` is "publish", "submit" or empty."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code, page.headers.get("location"))
    data = fields_of(page.content)
    data.update(changes)
    if action:
        data[f"action-{action}"] = action
    return client.post(url, data)


def errors_of(response) -> str:
    """All that the form says is wrong, as one text."""
    document = BeautifulSoup(response.content, "html.parser")
    messages = [found.get_text(" ", strip=True) for found in document.select(".error-message")]
    # Scripts draw streams with their errors from this attribute.
    messages += [
        str(json.loads(stream["data-w-block-arguments-value"])[1]) for stream in document.select("[data-block]")
    ]
    return " | ".join(messages)


def add_url(model, parent: type[Page] | None = None) -> str:
    """Where a page of this type is written."""
    index = (parent or model).objects.works().first()
    return reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, index.pk))


def edit_url(page: Page) -> str:
    """Where a page is changed."""
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def a_source(title: str = "Reports of the city, 2018") -> Source:
    """A source."""
    return Source.objects.create(
        type=SourceType.REPORT, title=title, container_title="The City Gazette", issued="2018-02-13"
    )


def a_city(title: str = "Orvena", **values) -> CityPage:
    """A published city."""
    city = CityPage(
        title=title, slug=title.lower(), in_a_sentence="An invented city.", country_id="PT", is_fictional=True, **values
    )
    CityIndexPage.objects.works().get().add_child(instance=city)
    return city


def short_case(**changes) -> dict:
    """The least that publishing a case needs, as fields of its form."""
    data = {
        "title": "Answered in eight hours",
        "slug": "answered",
        "city": CityPage.objects.first().pk,
        "main_focus_area": FocusArea.objects.get(number=2).pk,
        "problems": [Problem.objects.in_order()[3].pk],
        "summary": "People waited for weeks. The city gave every report a clock. Answers came within a day.",
        "problem": rich_text("<p>Complaints disappeared.</p>", features=("bold",)),
        **prefixed(
            "story", streamfield([("paragraph", rich_text("<p>It began with a list.</p>", features=("bold",)))])
        ),
        **prefixed(
            "answers",
            inline_formset(
                [{"question": GuidingQuestion.objects.in_order()[0].pk, "sentence": "Orvena shows every report."}]
            ),
        ),
        **prefixed("source_rows", inline_formset([{"source": Source.objects.first().pk, "note": ""}])),
    }
    return {**data, **changes}


def prefixed(prefix: str, data: dict) -> dict:
    """Nested form data under the name of its field."""
    flat = {}
    for name, value in data.items():
        if isinstance(value, dict):
            flat.update(prefixed(f"{prefix}-{name}", value))
        else:
            flat[f"{prefix}-{name}"] = value
    return flat


INDEXES = {"stories": StoryIndexPage, "cities": CityIndexPage, "practices": PracticeIndexPage}
