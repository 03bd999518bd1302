"""Documents that a consent holds, or once held, are marked as signed papers: readers never get them."""

from django.db import migrations


def close_papers(apps, schema_editor):
    document = apps.get_model("multimedia", "Document")
    papers = set(apps.get_model("testimony", "Consent").objects.values_list("document_id", flat=True))
    for state in apps.get_model("testimony", "ConsentHistory").objects.values_list("state", flat=True):
        # As Django writes values of fields into text: the id, or the word None.
        if str(kept := state.get("document_id")).isdigit():
            papers.add(int(kept))
    document.objects.filter(pk__in=papers - {None}).update(access="paper")


class Migration(migrations.Migration):
    dependencies = [("testimony", "0001_initial"), ("multimedia", "0003_document_access")]

    operations = [migrations.RunPython(close_papers, migrations.RunPython.noop)]
