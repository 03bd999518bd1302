"""Positions as people write and paste them; what is wrong with the others is said in words."""

import pytest

from multimedia.blocks.maps import PositionField
from multimedia.maps.coordinates import BadPosition, canonical, position_of

MEXICO_CITY = pytest.approx((-99.13306, 19.4325), abs=0.002)


@pytest.mark.parametrize(
    "text",
    [
        "19.4325, -99.1331",
        "19.4325,-99.1331",
        "19.4325 -99.1331",
        "  19.4325 ;  -99.1331 ",
        "19,4325; -99,1331",
        "19,4325 -99,1331",
        "geo:19.4325,-99.1331",
        "19.4325° N, 99.1331° W",
        "19.4325N 99.1331W",
        "99.1331W 19.4325N",
        "N 19.4325, W 99.1331",
        "N19.4325 W99.1331",
        "19°25′57″N 99°7′59″W",
        "19°25'57\"N 99°7'59\"W",
        "19° 25’ 57” N, 99° 7’ 59” W",
        "19°25.95'N 99°7.98'W",
        "N 19°25′57″, W 99°7′59″",
        "19 25 57 N 99 7 59 W",
        "19°25′57″, −99°7′59″",
    ],
)
def test_what_maps_and_encyclopedias_give_is_read(text):
    assert position_of(text) == MEXICO_CITY


def test_a_position_is_stored_as_it_can_be_read_again():
    assert canonical(position_of("19°25′57″N 99°7′59″W")) == "19.4325, -99.13306"
    assert position_of("19.4325, -99.13306") == (-99.13306, 19.4325)
    assert canonical((0.0, -0.000001)) == "0, 0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("19°25′57″N 99°7′59″O", "O is west in some languages and east in others: write W or E."),
        ("somewhere", "Write latitude and longitude, such as 19.43, -99.13"),
        ("19.43", "Write latitude and longitude"),
        ("19.43, -99.13, 7", "Write latitude and longitude"),
        ("19.43 N, 99.13 N", "Write latitude and longitude"),
        ("-99.13, 19.43 W", "Write latitude and longitude"),
        (
            "99.13, 19.43",
            "The latitude, 99.13, does not lie between -90 (south) and 90 (north). Write the latitude first",
        ),
        ("19.43, 199.13", "The longitude, 199.13, does not lie between -180 (west) and 180 (east)."),
        ("19°75′N 99°7′W", "Minutes and seconds are smaller than 60."),
        ("-19.43 S, 99.13 W", "a minus sign or a letter"),
        ("1e5, 2", "Write latitude and longitude"),
        ("nan, inf", "Write latitude and longitude"),
    ],
)
def test_a_bad_position_is_named(text, words):
    with pytest.raises(BadPosition) as raised:
        position_of(text)
    assert words in str(raised.value)


def test_the_form_gives_back_decimal_degrees():
    assert PositionField().clean("N 19°25′57″, W 99°7′59″") == "19.4325, -99.13306"
