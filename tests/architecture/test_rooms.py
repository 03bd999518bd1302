"""The cut of the rooms (docs/conventions.md) where import-linter cannot see it."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field

CONTRACTS = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
#: Rows of the house, the highest first; each holds the rooms that stand beside each other.
ROWS = [{room.strip("() ") for room in row.split("|")} for row in CONTRACTS[0]["layers"]]
HEIGHT = {room: -number for number, row in enumerate(ROWS) for room in row}
OUR_APPS = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]


def test_every_room_stands_in_the_layers():
    assert {app.label for app in OUR_APPS} <= set(HEIGHT)


def test_inner_order_is_checked_in_every_room():
    containers = [room for contract in CONTRACTS[1:] for room in contract["containers"]]

    assert sorted(containers) == sorted(app.label for app in OUR_APPS)


def test_relations_point_downwards():
    upwards = [
        f"{field} -> {field.related_model._meta.label}"
        for app in OUR_APPS
        for model in app.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and field.is_relation
        and field.related_model
        and (target := field.related_model._meta.app_label) != app.label
        and target in HEIGHT
        and HEIGHT[target] >= HEIGHT[app.label]
    ]

    assert upwards == []
