"""`ztc demo` as one types it, without serving."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from tests.factories import demonstration, people
from zhitongche.foundation.people.demonstration import demo_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return demonstration.places(tmp_path)


def _demo(places: Path) -> None:
    with translation.override("en"):
        call_command("demo", "--no-serve", "--no-prepare", "--places", str(places))


def test_demo_prints_the_accounts_and_the_address(places: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demonstration.load(places, today=timezone.localdate())
    _demo(places)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The demonstration stands in this database already; nothing was changed."
    assert [line.split()[0] for line in lines[4:95]][-1] == "changzhou-sec-1"
    [shiguang] = [line for line in lines if line.startswith("shiguang ")]
    assert shiguang.split() == [
        "shiguang",
        demo_password("shiguang"),
        "石广",
        "First",
        "secretary",
        "藤县450422107建新村",
    ]
    assert lines[-2:] == [
        "Address: http://127.0.0.1:8000/",
        "These accounts and passwords are for the demonstration only.",
    ]


def test_demo_refuses_a_database_with_other_people(places: Path) -> None:
    people.account()
    with pytest.raises(CommandError, match="This database holds people of its own"):
        _demo(places)


def test_demo_names_the_package_where_it_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make install"):
        _demo(tmp_path / "nowhere")


def test_demo_says_which_list_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        _demo(tmp_path)
