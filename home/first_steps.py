"""The way from nothing to a published story, on the first page of the admin."""

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from accounts.models import User
from casestudies.models import CaseStudyPage
from cities.models import CityPage
from core.models import BasePage
from interviews.models import InterviewPage


class FirstSteps(Component):
    """What is written in which order, each a link to its form; for who may write stories."""

    name = "first_steps"
    order = 150
    template_name = "home/admin/first_steps.html"
    kinds = (CityPage, InterviewPage, CaseStudyPage)

    def __init__(self, user: User):
        super().__init__()
        self.user = user

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Where a page of each kind is written, by the name of its model: those that this person may write."""
        return {kind._meta.model_name: url for kind in self.kinds if (url := self._add(kind))}

    def _add(self, kind: type[BasePage]) -> str:
        (index,) = kind.allowed_parent_page_models()
        place = index.objects.works().first()
        if place is None or not place.permissions_for_user(self.user).can_add_subpage():
            return ""
        return reverse("wagtailadmin_pages:add", args=(kind._meta.app_label, kind._meta.model_name, place.pk))

    def get_context_data(self, parent_context):  # noqa: ARG002
        """Add the addresses."""
        return {"addresses": self.addresses}
