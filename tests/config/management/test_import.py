"""`ztc import`: what each kind says, on which stream, and with which exit code."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import regions
from zhitongche.foundation.regions import importing
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db


def test_import_regions_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", "regions", str(regions.package(tmp_path)))
    told = capsys.readouterr()
    assert told.out.startswith(f"{len(regions.ROWS)} read, {len(regions.ROWS)} added, 0 renamed, digest ")
    assert [line.split()[0] for line in told.err.splitlines()] == ["places", "names", "picker"]


def test_import_regions_within_takes_several_places(tmp_path: Path) -> None:
    folder = str(regions.package(tmp_path))
    call_command("import", "regions", folder, "--within", "450422107", "--within", "370681")
    assert Region.objects.filter(code__startswith="4504").count() == 7
    assert Region.objects.filter(code__startswith="11").count() == 0


def test_import_regions_names_what_the_list_has_no_longer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", "regions", str(regions.package(tmp_path)))
    call_command("import", "regions", str(regions.package(tmp_path, {"450422107205": None})))
    assert "left alone, not in the list (1): 450422107205\n" in capsys.readouterr().out


def test_import_regions_puts_faults_on_standard_output_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("import", "regions", str(tmp_path))
    assert left.value.code == 1
    assert capsys.readouterr().out.startswith("provinces.csv: ")


def test_import_of_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(CommandError, match="regions"):
        call_command("import", "dragons", "x")


def test_bar_redraws_in_a_terminal_and_tells_only_ends_elsewhere() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    drawn = {}
    for kind in (Terminal, io.StringIO):
        out = kind()
        bar = importing.Bar(out)
        bar("places", 1, 2)
        bar("places", 2, 2)
        drawn[kind] = out.getvalue()
    half, whole = f"places   [{'#' * 15}{' ' * 15}]  50%         1 / 2", f"places   [{'#' * 30}] 100%         2 / 2"
    assert drawn == {Terminal: f"\r{half}\r{whole}\n", io.StringIO: f"{whole}\n"}
