"""Who may fetch the file of a recording, or its poster: readers what the policy serves, staff what they work with."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from multimedia.models import Recording
from testimony.choices import Medium
from testimony.models import TestimonyRecording
from testimony.policy import Policy


def recording_file(request: HttpRequest, name: str) -> bool:
    """Whether this request may read the stored file ``name`` now.

    What belongs to testimonies is served only if every one of them releases it; the rest only if it is marked as free.
    """
    found = list(Recording.objects.filter(Q(file=name) | Q(thumbnail=name)))
    if not found:
        return False
    uses = _uses({recording.pk for recording in found})
    if _is_staff(request) and _staff_may_hear(request, found, attached=bool(uses)):
        return True
    policy = Policy.for_testimonies(use.testimony for use in uses)
    of_testimonies = {use.recording for use in uses}
    return all(recording.free or recording.pk in of_testimonies for recording in found) and all(
        use.released_by(policy) for use in uses
    )


def track(request: HttpRequest, name: str) -> bool:
    """Whether this request may read the track of which ``name`` is ``tracks/<pk>.vtt``.

    The words of a testimony are kept in its transcripts, where each sentence has its consent. Should a track hold some
    all the same, it stays with the staff.
    """
    recording = Recording.objects.filter(tracks=int(name.removeprefix("tracks/").removesuffix(".vtt"))).first()
    if recording is None:
        return False
    attached = bool(_uses({recording.pk}))
    if _is_staff(request) and _staff_may_hear(request, [recording], attached=attached):
        return True
    return recording.free and not attached


def claimed(ids: set[int]) -> set[int]:
    """Those of these recordings that belong to a testimony. A claim of `multimedia.claims`."""
    return {use.recording for use in _uses(ids)}


@dataclass(frozen=True, slots=True)
class _Use:
    """A recording in a testimony: ``film`` is the whole of which it is the sound alone, if it is that."""

    testimony: int
    recording: int
    film: int | None = None

    def released_by(self, policy: Policy) -> bool:
        release = policy[self.testimony]
        if self.film is None:
            return release.serves(self.recording)
        # The sound alone is silent nowhere: it goes with the whole film, never with the cut.
        return release.allows(Medium.AUDIO) and release.serves(self.film)


def _uses(ids: set[int]) -> set[_Use]:
    """How testimonies use these recordings: whole, as a cut, or as the sound alone of either."""
    rows = TestimonyRecording.objects.filter(
        Q(recording__in=ids)
        | Q(released_cut__in=ids)
        | Q(recording__sound_only__in=ids)
        | Q(released_cut__sound_only__in=ids)
    ).values_list(
        "testimony_id", "recording_id", "released_cut_id", "recording__sound_only_id", "released_cut__sound_only_id"
    )
    uses = set()
    for testimony, whole, cut, sound, sound_of_cut in rows:
        uses |= {_Use(testimony, pk) for pk in ids.intersection((whole, cut))}
        uses |= {_Use(testimony, pk, whole) for pk in ids.intersection((sound, sound_of_cut))}
    return uses


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
