"""The one thing readers send: a message from the contact page."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.visibility import public
from home.forms import MessageForm
from home.models import ContactPage


# Readers have no session that a forged form could misuse, and they get no cookie.
@csrf_exempt
@require_POST
def send_message(request: HttpRequest) -> HttpResponse:
    """Keep a reader's message for the editors, or show the contact page again with what is missing."""
    pages = public(ContactPage.objects.all())
    page = pages.filter(locale__language_code=get_language()).first() or pages.first()
    if page is None:
        raise Http404
    form = MessageForm(request.POST)
    if not form.is_valid():
        response = page.serve(request, form=form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    if not form.cleaned_data["website"]:
        form.save()
    return HttpResponseRedirect(f"{page.get_url(request)}?sent=1")
