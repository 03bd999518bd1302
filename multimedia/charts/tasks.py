"""Drawing, for the task worker."""

from django_tasks import task

from multimedia.charts.rendering import render
from multimedia.models import Drawing


@task()
def draw(jobs: list[dict]) -> int:
    """Make the drawings of these jobs that are missing; how many were made."""
    made = set(Drawing.objects.filter(pk__in=[job["key"] for job in jobs]).values_list("pk", flat=True))
    jobs = list({job["key"]: job for job in jobs if job["key"] not in made}.values())
    if not jobs:
        return 0
    drawings = [Drawing(key=job["key"], **result) for job, result in zip(jobs, render(jobs), strict=True)]
    Drawing.objects.bulk_create(drawings, ignore_conflicts=True)
    return len(drawings)
