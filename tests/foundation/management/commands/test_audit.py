import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.audit import execute, forge, unguarded, write

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("audit", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def kept(tmp_path):
    write("450422", "450422", "system")
    path = tmp_path / "heads.jsonl"
    path.write_text(run("checkpoint"), encoding="utf-8")
    return path


def test_verify_prints_a_line_of_figures(kept):
    assert run("verify") == "The operation log holds: 3 records in 2 chains.\n"
    assert run("verify", "--checkpoint", kept, "--checkpoint", kept) == run("verify")


def test_verify_names_the_first_broken_record_and_exits_with_1(kept):
    with unguarded():
        execute("UPDATE audit_record SET role = 'x' WHERE sequence = 2")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", stdout=out)
    assert (ended.value.code, out.getvalue()) == (1, "450422 2: the hash is not that of the record\n")


def test_verify_with_a_checkpoint_finds_what_a_chain_made_anew_hides(kept):
    with unguarded():
        forge("450422", 1, role="leader")
    assert run("verify") == "The operation log holds: 3 records in 2 chains.\n"
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("audit", "verify", "--checkpoint", str(kept), stdout=out)
    assert out.getvalue() == "450422 2: a checkpoint holds another hash for this record\n"


def test_checkpoint_is_one_json_line(kept):
    line = run("checkpoint")
    told = json.loads(line)
    assert (line.count("\n"), list(told), list(told["heads"])) == (1, ["at", "heads", "root"], ["450422", "system"])
    assert {chain: size for chain, (size, _) in told["heads"].items()} == {"450422": 2, "system": 1}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "No such file"),
        ("", "there is no checkpoint in it"),
        ("{", "Expecting property name"),
        ('{"at":"x","heads":{},"root":"x"}', "its root is not that of its heads"),
    ],
)
def test_verify_refuses_a_checkpoint_it_cannot_read(tmp_path, content, complaint):
    path = tmp_path / "heads.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=complaint):
        run("verify", "--checkpoint", path)
