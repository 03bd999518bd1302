"""Marks and names that would cover each other do not."""

from itertools import combinations

from multimedia.maps.clusters import clustered
from multimedia.maps.labels import placed, text_width


def test_marks_that_would_cover_each_other_become_one():
    cities = {"Paris": (500, 100), "Brussels": (505, 95), "Bologna": (520, 120), "Jakarta": (800, 250)}
    groups = clustered(cities, cities.get, 30)
    assert [names for _point, names in groups] == [["Paris", "Brussels", "Bologna"], ["Jakarta"]]
    assert groups[0][0] == (500, 100)


def test_no_two_of_many_marks_cover_each_other():
    points = [(x * 7 % 1000, x * 13 % 400) for x in range(900)]
    groups = clustered(points, lambda point: point, 30)
    assert sum(len(members) for _point, members in groups) == 900
    for (one, _a), (other, _b) in combinations(groups, 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 30


def test_names_cover_neither_each_other_nor_marks_nor_the_edge():
    marks = [(10, 50, 8, "Mexico City"), (60, 50, 8, "New Orleans"), (190, 50, 8, "Boston"), (100, 52, 8, "Orvena")]
    labels = placed(marks, 16, 200, 100)
    boxes = []
    for (x, y, half, name), label in zip(marks, labels, strict=True):
        boxes.append((x - half, y - half, x + half, y + half))
        if label:
            width = text_width(name, 16)
            left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
            boxes.append((left, label.y - 12, left + width, label.y + 3))
            assert left >= 0
            assert left + width <= 200
    for one, other in combinations(boxes, 2):
        assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
    assert sum(label is not None for label in labels) >= 2


def test_a_name_without_room_is_left_out():
    crowd = [(50 + 20 * column, 50 + 20 * row, 8, "A long name") for column in range(3) for row in range(3)]
    assert None in placed(crowd, 16, 130, 130)
