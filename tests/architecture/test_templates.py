"""Every template that Python or another template names can be loaded."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

ROOMS = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
NAMED_IN_PYTHON = re.compile(r'"([\w/-]+\.(?:html|xml|txt))"')
NAMED_IN_TEMPLATES = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def faults(names) -> list[str]:
    """Those of the names that no template has, or whose template has a syntax error."""
    found = []
    for name in sorted(set(names)):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            found.append(f"{name} does not exist")
        except TemplateSyntaxError as error:
            found.append(f"{name}: {error}")
    return found


def test_every_page_type_has_its_template():
    """Except those that answer by themselves, without a template of their own."""
    ours = [model for model in get_page_models() if Path(apps.get_app_config(model._meta.app_label).path) in ROOMS]

    assert faults(model.template for model in ours if model.serve is Page.serve) == []


def test_templates_named_in_python_exist():
    paths = [path for room in ROOMS for path in room.rglob("*.py") if "migrations" not in path.parts]

    assert faults(name for path in paths for name in NAMED_IN_PYTHON.findall(path.read_text())) == []


def test_every_template_is_valid_and_those_it_names_exist():
    root = settings.BASE_DIR / "templates"
    paths = [path for path in root.rglob("*") if path.suffix in {".html", ".xml", ".txt"}]
    named = {name for path in paths for name in NAMED_IN_TEMPLATES.findall(path.read_text())}

    assert faults(named | {str(path.relative_to(root)) for path in paths}) == []
