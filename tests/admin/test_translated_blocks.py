"""Every word of a block goes into another language through the admin's own translation, in lists and steps as well."""

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.blocks import CharBlock, RichTextBlock, TextBlock
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from casestudies.models import CaseStudyPage, StoryIndexPage
from core.blocks.streams import blocks_in
from tests.admin.forms import a_city

#: Blocks that are drawn from their words alone, however deep these stand.
LISTS = ("timeline", "map", "stakeholder_map", "steps", "scrollytelling", "call_out")
#: Blocks of words; those of codes and addresses are others.
WORDS = (CharBlock, TextBlock, RichTextBlock)


def test_a_story_of_every_block_is_read_in_the_words_of_its_translation(
    researcher, client, django_capture_on_commit_callbacks
):
    kinds = CaseStudyPage.story.field.stream_block.child_blocks
    story = CaseStudyPage(title="A claim", slug="claim", summary="Short.", city=a_city())
    story.story = [(name, block.get_preview_value()) for name, block in kinds.items() if name != "clip"]
    StoryIndexPage.objects.works().get().add_child(instance=story)
    spanish = Locale.objects.get(language_code="es")
    address = reverse("wagtail_localize:submit_page_translation", args=[story.pk])
    assert researcher.post(address, {"locales": [spanish.pk]}).status_code == 302
    translation = Translation.objects.get(source__object_id=story.translation_key, target_locale=spanish)
    for segment in translation.source.stringsegment_set.all():
        data = f"ES {segment.string.data}"
        StringTranslation.objects.create(
            translation_of=segment.string, locale=spanish, context=segment.context, data=data
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    translated = CaseStudyPage.objects.get(locale=spanish)
    read = " ".join(BeautifulSoup(client.get(translated.url).content, "html.parser").get_text(" ").split())
    for child in translated.story:
        for block, value in blocks_in(child.block, child.value):
            if type(block) in WORDS and (words := said_by(value)):
                assert words.startswith("ES "), (child.block_type, block.name, words)
                assert words in read or child.block_type not in LISTS, (child.block_type, block.name)


def said_by(value) -> str:
    return " ".join(BeautifulSoup(str(value), "html.parser").get_text(" ").split())
