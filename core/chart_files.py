"""The figures and the drawing of a chart, to be taken away, at addresses that last as long as page and block."""

import csv
import hashlib
import io
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import condition, require_safe
from wagtail.models import Page

from core.visibility import public
from multimedia.charts.cleaning import by_day, standalone
from multimedia.charts.drawings import FILES, charts_in, streams_of, wanted_of
from multimedia.charts.tables import Table
from multimedia.models import Drawing

#: A spreadsheet takes a cell that begins like this for a formula and may run it; the last four in East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@require_safe
def chart_file(request: HttpRequest, page_id: int, block_id: str, name: str) -> HttpResponse:
    """One of the `FILES` of a chart on a public page, in the language of the page; else 404."""
    if name not in FILES:
        raise Http404
    page = get_object_or_404(public(Page.objects.select_related("locale")), pk=page_id).specific
    found = next((chart for chart in charts_in(streams_of(page)) if chart[0] == block_id), None)
    if found is None or found[2].data is None:
        raise Http404
    _id, block, value = found
    language = page.locale.language_code
    with translation.override(language):
        body = _BODIES[name](page, block, value, language).encode()

    @condition(etag_func=lambda _request: f'"{hashlib.sha256(body).hexdigest()[:32]}"')
    def answer(_request: HttpRequest) -> HttpResponse:
        ending = "vl.json" if name == "spec" else name
        filename = f"{slugify(value['title'])[:60].strip('-') or 'chart'}.{ending}"
        return HttpResponse(
            body,
            headers={
                "Content-Type": FILES[name],
                "Content-Disposition": content_disposition_header(True, filename),
                "Content-Language": language,
                # Asked for each time: a page can be taken back.
                "Cache-Control": "no-cache",
            },
        )

    return answer(request)


def _csv(_page, _block, value, _language) -> str:
    """For spreadsheets: numbers with a point, gaps empty, a mark at the start that says UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    table: Table = value.data
    writer.writerow([_harmless(column.name) for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else _harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return "\ufeff" + text.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(page, _block, value, language) -> str:
    """The figures with everything that must be known about them."""
    table: Table = value.data
    source = value.get("source")
    return _dump(
        {
            "title": value["title"],
            "unit": value.get("unit") or "",
            "description": value.words,
            "note": value.get("note") or "",
            "source": str(source) if source else "",
            "source_url": getattr(source, "url", ""),
            "data_of": value.get("as_of") or "",
            "page": page.full_url,
            "language": language,
            "columns": [
                {"name": column.name, "number": column.number, "percent": column.percent} for column in table.columns
            ],
            "rows": [list(row) for row in table.rows],
        }
    )


def _svg(_page, block, value, language) -> str:
    """The wide drawing in the colours of the day."""
    wanted = wanted_of(block, value, language)
    drawing = Drawing.objects.filter(pk=wanted[-1].key).exclude(svg="").first() if wanted else None
    if drawing is None:
        raise Http404
    return standalone(drawing.svg, value["title"])


def _spec(_page, block, value, language) -> str:
    """The wide spec in the colours of the day, for Vega-Lite's own editor."""
    wanted = wanted_of(block, value, language)
    if not wanted:
        raise Http404
    return by_day(_dump(wanted[-1].spec))


def _dump(value: dict) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


_BODIES = {"csv": _csv, "json": _json, "svg": _svg, "spec": _spec}
