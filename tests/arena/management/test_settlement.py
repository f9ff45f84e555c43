"""`ztc settlement`: a line a file, every file answered, and the exit status."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from tests.factories.contract_bundles import DOCUMENT, example

ROOT = Path(__file__).parents[3]
OTHER_PYTHONS = ("python3.12", "python3.13", "python3.14")


def run(verb: str, *paths: Path) -> tuple[list[dict[str, object]], int]:
    out = io.StringIO()
    status = 0
    with translation.override("en"):
        try:
            call_command("settlement", verb, *map(str, paths), stdout=out)
        except SystemExit as end:
            status = int(str(end.code))
    return [json.loads(line) for line in out.getvalue().splitlines()], status


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    bad = example()
    bad["scores"][0]["points"] = "101"
    bad["rules"]["method"] = "best"
    texts = {"one": DOCUMENT, "two": json.dumps(example()), "bad": json.dumps(bad)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in (*texts, "none")}


def test_compute_answers_every_file_in_the_order_given(files: dict[str, Path]) -> None:
    found, status = run("compute", files["two"], files["bad"], files["one"], files["none"])
    assert status == 1
    assert found[0]["champions_allowed"] == 2
    assert found[1] == {
        "file": str(files["bad"]),
        "errors": [
            "rules.method: “best” is no method; there are mean, trimmed_mean, severity_adjusted",
            "scores[0].points: “101” lies outside what is allowed",
        ],
    }
    assert found[2] == json.loads(DOCUMENT)
    assert list(found[3]) == ["file", "errors"]


def test_compute_of_sound_files_ends_well(files: dict[str, Path]) -> None:
    assert run("compute", files["one"], files["two"])[1] == 0


def test_errors_are_in_the_readers_language(files: dict[str, Path]) -> None:
    out = io.StringIO()
    with translation.override("zh-hans"), pytest.raises(SystemExit):
        call_command("settlement", "compute", str(files["bad"]), stdout=out)
    assert "超出允许的范围" in out.getvalue()


def test_verify_says_what_is_not_true(files: dict[str, Path]) -> None:
    assert run("verify", files["one"]) == ([{"file": str(files["one"]), "verified": True}], 0)
    found, status = run("verify", files["two"], files["one"], files["bad"])
    assert status == 1
    assert found[0] == {
        "file": str(files["two"]),
        "verified": False,
        "differs": ["results", "champions_allowed", "digest"],
    }
    assert found[1]["verified"] is True
    assert list(found[2]) == ["file", "errors"]


def test_the_command_asks_no_database(files: dict[str, Path], tmp_path: Path) -> None:
    environment = os.environ | {
        "ZTC_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
    }
    done = subprocess.run(
        [sys.executable, "-m", "zhitongche.config.console", "settlement", "compute", str(files["one"])],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == json.loads(DOCUMENT)


def test_a_second_python_gives_the_same_bytes(files: dict[str, Path]) -> None:
    """Where the machine has one; the package needs nothing but its standard library."""
    script = (
        "import sys; from pathlib import Path; from zhitongche.arena.settlement.answers import compute\n"
        "from zhitongche.arena.settlement.documents import line\n"
        "for name in sys.argv[1:]: print(line(compute(Path(name).read_bytes())))"
    )
    paths = [str(files["one"]), str(files["two"])]

    def bytes_of(python: str) -> bytes | None:
        done = subprocess.run(
            [python, "-B", "-c", script, *paths], cwd=ROOT, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True, check=False,
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else None

    own = bytes_of(sys.executable)
    assert own
    versions = Path.home() / ".pyenv" / "versions"
    others = [path for name in OTHER_PYTHONS if (path := shutil.which(name))]
    others += [str(path) for path in versions.glob("3.1[2-9].*/bin/python")]
    for python in others:
        assert bytes_of(python) in (own, None)
