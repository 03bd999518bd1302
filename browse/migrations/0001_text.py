"""The table of the text search. No model: each database has its own kind of index (browse/text.py)."""

from django.db import migrations

CREATE = {
    "sqlite": [
        # The ascii tokenizer parts words at spaces and leaves every other sign as it is: levelling is done before.
        "CREATE VIRTUAL TABLE browse_text USING fts5(words, tokenize='ascii', columnsize=0)",
    ],
    "postgresql": [
        "CREATE TABLE browse_text (work_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX browse_text_words ON browse_text USING gin (words)",
    ],
}


def create(_apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(_apps, schema_editor):
    schema_editor.execute("DROP TABLE browse_text")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(create, drop)]
