"""The bureau's list as it is read, and what is wrong with one that cannot be."""

from pathlib import Path

import pytest

from tests.factories import regions
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.regions import sheet


def test_read_gives_every_row_with_its_parent_before_it(tmp_path: Path) -> None:
    read = sheet.read(regions.package(tmp_path))
    assert [line.code for line in read.lines] == sorted(regions.ROWS)
    village = next(line for line in read.lines if line.code == "450422107205")
    assert village == ("450422107205", 5, "建新村委会", "建新村", "450422107")


def test_read_takes_the_package_or_its_dist(tmp_path: Path) -> None:
    folder = regions.package(tmp_path)
    assert sheet.read(folder) == sheet.read(folder / "dist")


def test_read_keeps_three_places_named_jinmen_apart(tmp_path: Path) -> None:
    read = sheet.read(regions.package(tmp_path))
    assert [(line.code, line.level) for line in read.lines if line.name == "金门县"] == [
        ("350527", 3),
        ("350527000", 4),
        ("350527000000", 5),
    ]


def test_read_within_keeps_subtrees_and_what_they_lie_in(tmp_path: Path) -> None:
    read = sheet.read(regions.package(tmp_path), ["450422107", "3706"])
    assert [line.code for line in read.lines] == [
        "37", "3706", "370681", "370681106", "370681106214", "370681108", "370681108231", "370681108268",
        "45", "4504", "450422", "450422107", "450422107001", "450422107204", "450422107205", "450422107210",
    ]  # fmt: skip


def test_read_calls_a_city_that_is_none_by_its_province(tmp_path: Path) -> None:
    read = sheet.read(regions.package(tmp_path))
    assert {line.code: line.short_name for line in read.lines if line.code in {"1101", "5002"}} == {
        "1101": "北京市（市辖区）",
        "5002": "重庆市（县）",
    }


def test_read_names_the_file_that_is_missing(tmp_path: Path) -> None:
    folder = regions.package(tmp_path)
    (folder / "dist" / "streets.csv").unlink()
    with pytest.raises(BadInput) as refused:
        sheet.read(folder)
    assert list(refused.value.faults) == ["streets.csv"]


@pytest.mark.parametrize("line", ["45042210,短", "45042210x,字母", "450422109,", "450422109"])
def test_read_names_the_line_that_is_wrong(tmp_path: Path, line: str) -> None:
    folder = regions.package(tmp_path)
    path = folder / "dist" / "streets.csv"
    count = len(path.read_text(encoding="utf-8").splitlines())
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        sheet.read(folder)
    assert list(refused.value.faults) == [f"streets.csv:{count + 1}"]


def test_read_refuses_a_place_that_lies_nowhere(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        sheet.read(regions.package(tmp_path, {"450422107": None}))
    assert list(refused.value.faults) == ["450422107001"]


def test_read_within_refuses_a_code_the_list_has_not(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        sheet.read(regions.package(tmp_path), ["999999"])
    assert list(refused.value.faults) == ["within"]
