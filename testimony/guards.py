"""Who may fetch the file of a recording, or its poster: readers what the policy serves, staff what they work with."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from multimedia.models import Recording
from testimony.models import TestimonyRecording
from testimony.policy import Policy


def recording_file(request: HttpRequest, name: str) -> bool:
    """Whether this request may read the stored file ``name`` now.

    A file in several testimonies is served only if every one of them releases it. A recording that belongs to no
    testimony is the staff's.
    """
    found = list(Recording.objects.filter(Q(file=name) | Q(thumbnail=name)))
    if not found:
        return False
    ids = {recording.pk for recording in found}
    rows = TestimonyRecording.objects.filter(Q(recording__in=ids) | Q(released_cut__in=ids)).values_list(
        "testimony_id", "recording_id", "released_cut_id"
    )
    uses = {(testimony, recording) for testimony, *files in rows for recording in ids.intersection(files)}
    if _is_staff(request) and _staff_may_hear(request, found, attached=bool(uses)):
        return True
    if {recording for _testimony, recording in uses} != ids:
        return False
    policy = Policy.for_testimonies(testimony for testimony, _recording in uses)
    return all(policy[testimony].serves(recording) for testimony, recording in uses)


def _is_staff(request: HttpRequest) -> bool:
    return request.user.has_perm("wagtailadmin.access_admin")


def _staff_may_hear(request: HttpRequest, recordings: list[Recording], *, attached: bool) -> bool:
    if attached:
        return request.user.has_perm("testimony.view_testimony")
    policy = policy_registry.get_by_type(Recording)
    return all(
        policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], recording)
        for recording in recordings
    )
