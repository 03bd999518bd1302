"""What readers write reaches the editors, and is forgotten when it is dealt with."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bigbold import clock
from home.models import ContactPage, Message
from home.standing import create_site
from tests.admin.conftest import log_in
from tests.admin.forms import send

WROTE = {"text": "The second figure is of 2017.", "about": "Jakarta", "reply_to": "reader@example.org"}
INBOX = reverse(Message.snippet_viewset.get_url_name("list"))


@pytest.fixture
def message(db, client) -> Message:
    """What a reader sent from the contact page."""
    create_site()
    assert client.post("/en/message/", WROTE).url.startswith(ContactPage.objects.first().url)
    return Message.objects.get()


def address(name: str, *arguments) -> str:
    """Of a view of the inbox."""
    return reverse(Message.snippet_viewset.get_url_name(name), args=arguments)


def test_an_editor_finds_the_message_in_the_menu_and_reads_it(message):
    editor = log_in("Editors")
    assert "1 message" in editor.get("/admin/").content.decode()
    listed = editor.get(INBOX).content.decode()
    for words in WROTE.values():
        assert words in listed
    page = BeautifulSoup(editor.get(address("edit", message.pk)).content, "html.parser")
    for words in WROTE.values():
        assert words in page.main.text
    assert not page.select("textarea[name=text]")


def test_a_message_that_is_dealt_with_is_forgotten_with_what_was_in_it(message):
    assert send(log_in("Editors"), address("edit", message.pk), done="on").status_code == 302
    assert "forget_messages" in clock.EVERY_DAY
    call_command("forget_messages", verbosity=0)
    assert not Message.objects.exists()
    assert not [entry.label for entry in ModelLogEntry.objects.all() if "2017" in entry.label]


def test_an_open_message_is_kept(message):
    call_command("forget_messages", verbosity=0)
    assert Message.objects.get() == message


def test_researchers_do_not_read_the_inbox_and_nobody_writes_into_it(message):
    researcher, editor = log_in("Researchers"), log_in("Editors")
    assert researcher.get(INBOX).status_code == 302
    assert INBOX not in researcher.get("/admin/").content.decode()
    assert editor.get(address("add")).status_code == 302
    assert editor.post(address("delete", message.pk)).status_code == 302
    assert not Message.objects.exists()
