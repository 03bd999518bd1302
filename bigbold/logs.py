"""What is worth a line in the terminal."""

from logging import Filter, LogRecord

from django.core.exceptions import ObjectDoesNotExist

#: Wagtail's tasks about one row, which an editor may delete before the worker comes to it.
ABOUT_A_ROW = ("update_reference_index_task", "insert_or_update_object_task")


class StillThere(Filter):
    """Leaves out that such a task did not find its row: there is nothing left to do, and nobody to tell."""

    def filter(self, record: LogRecord) -> bool:
        """Whether the record is to be written."""
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, ObjectDoesNotExist) and any(name in record.getMessage() for name in ABOUT_A_ROW))
