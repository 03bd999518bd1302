"""Marks that would cover each other become one with a number."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def clustered(
    items: Iterable[Item], position: Callable[[Item], tuple[float, float]], apart: float
) -> list[tuple[tuple[float, float], list[Item]]]:
    """Groups in the order of their first item, at its position; the marks of two groups are ``apart`` in x or in y."""
    groups: list[tuple[tuple[float, float], list[Item]]] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for item in items:
        x, y = position(item)
        column, row = int(x // apart), int(y // apart)
        near = (
            number
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for number in cells.get((column + dx, row + dy), ())
            if max(abs(groups[number][0][0] - x), abs(groups[number][0][1] - y)) < apart
        )
        found = next(near, None)
        if found is None:
            cells.setdefault((column, row), []).append(len(groups))
            groups.append(((x, y), [item]))
        else:
            groups[found][1].append(item)
    return groups
