"""What a GeoJSON file becomes, and what is told of one that cannot be drawn."""

from typing import Any

import pytest
from django.utils import translation

from tests.factories.outlines import SQUARE, collection, place
from zhitongche.express.boundaries import outlines
from zhitongche.foundation.errors import BadInput


def test_a_square_is_drawn_with_its_name_in_the_middle() -> None:
    (one,) = outlines.read(collection(place()))
    assert one.code == "450422"
    assert one.path.startswith("M")
    assert one.path.endswith("z")
    assert one.path.count(" ") == 3
    assert one.west < one.middle_x < one.east
    assert one.north < one.middle_y < one.south
    assert abs(one.middle_x - (one.west + one.east) // 2) <= 1


@pytest.mark.parametrize(
    ("name", "code", "found"), [("code", "450422", "450422"), ("gb", "156450422", "450422"), ("adcode", 45, "45")]
)
def test_a_code_is_read_wherever_such_files_write_it(name: str, code: Any, found: str) -> None:
    assert outlines.read(collection(place(code, name=name)))[0].code == found


def test_several_shapes_are_one_outline_and_what_no_screen_shows_is_left_out() -> None:
    speck = [[x / 1000 + 111, y / 1000 + 23] for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0))]
    both = place(kind="MultiPolygon")
    both["geometry"]["coordinates"].append([speck])
    (one,) = outlines.read(collection(both))
    assert one.path.count("M") == 1
    fine = [[111 + number / 100_000, 23.0] for number in range(50_000)]
    (thin,) = outlines.read(collection(place(ring=[*fine, [111.2, 23.4], fine[0]])))
    assert thin.path.count(" ") <= 2 * outlines.FINENESS


def test_neighbours_share_their_border_point_for_point() -> None:
    beside = [[x + 0.5, y] for x, y in SQUARE]
    first, second = outlines.read(collection(place(), place(450421, beside)))
    assert first.east == second.west


def test_a_place_of_no_size_is_still_drawn() -> None:
    (one,) = outlines.read(collection(place(ring=[[111.0, 23.0]] * 4)))
    assert (one.west, one.middle_x) == (one.east, one.east)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfe", "This is not a GeoJSON file."),
        (b"[" * 200_000, "This is not a GeoJSON file."),
        (b'{"features": [NaN]}', "This is not a GeoJSON file."),
        (b"[]", "holds no places"),
        (collection(), "holds no places"),
        (collection(3), "Place 1 has no code"),
        (collection(place("")), "Place 1 has no code"),
        (collection(place(), place("x")), "Place 2 has no code"),
        (collection(place(), place()), "holds a place twice"),
        (collection(*[place()] * 501), "more than 500 places"),
        (collection(place(kind="Point")), "not a polygon"),
        (collection({**place(), "geometry": None}), "not a polygon"),
        (collection({**place(), "geometry": {"type": "MultiPolygon", "coordinates": [3]}}), "not a polygon"),
        (collection({**place(), "geometry": {"type": "MultiPolygon", "coordinates": 3}}), "not a polygon"),
        (collection(place(ring=SQUARE[:-1])), "not a polygon"),
        (collection(place(ring=SQUARE[:3])), "not a polygon"),
        (collection(place(ring=[[1]] * 4)), "not a polygon"),
        (collection(place(ring=[["a", "b"]] * 4)), "not a polygon"),
        (collection(place(ring=[[111, 91]] * 4)), "not a polygon"),
    ],
)
def test_what_cannot_be_drawn_is_told(data: bytes, says: str) -> None:
    with translation.override("en"), pytest.raises(BadInput) as bad:
        outlines.read(data)
    assert says in str(bad.value.faults["file"])
