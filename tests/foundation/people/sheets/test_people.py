"""The 花名册: what is read, what is refused cell by cell, and that nothing is half done."""

from datetime import date

import pytest

from tests.factories import people
from tests.factories.sheets import HEADINGS, SHI, counts, run, sheet, write_xlsx
from zhitongche.foundation.people.models import Person, Posting
from zhitongche.foundation.permissions.roles import Role

# ---- two runs ----------------------------------------------------------------------------------------------------


def test_two_runs_write_persons_then_postings(tmp_path, offices):
    path = sheet(tmp_path, SHI)
    code, said = run(path, "keeper")
    assert (code, "1 added" in said, "Left to the security administrator: the posting of 1 row." in said) == (
        0,
        True,
        True,
    )
    person = Person.objects.get(phone="13900001234")
    assert (person.name, person.unit, person.post, person.region_id) == ("石广", "藤县供电局", "驻村第一书记", "450422")
    assert (person.account.username, person.account.has_usable_password()) == ("13900001234", False)
    assert not person.postings.exists()

    code, said = run(path, "guard")
    assert (code, "1 granted" in said, "Left to the system administrator" in said) == (0, True, True)
    held = person.postings.get()
    assert (held.role, held.region_id, held.starts_on, held.ends_on) == (
        "first_secretary",
        "450422107205",
        date(2024, 5, 20),
        date(2026, 5, 20),
    )


def test_a_run_may_be_repeated(tmp_path, offices):
    path = sheet(tmp_path, SHI, SHI)
    for username in ("keeper", "guard"):
        run(path, username)
        before = counts()
        code, said = run(path, username)
        assert (code, counts(), "unchanged" in said) == (0, before, True)


def test_a_changed_post_is_updated_and_said(tmp_path, offices):
    run(sheet(tmp_path, SHI), "keeper")
    code, said = run(sheet(tmp_path, SHI.replace("供电局", "水利局")), "keeper")
    assert (code, "1 updated" in said) == (0, True)
    assert Person.objects.get(phone="13900001234").unit == "藤县水利局"


def test_an_earlier_end_ends_the_posting(tmp_path, offices):
    run(sheet(tmp_path, SHI), "keeper")
    run(sheet(tmp_path, SHI.replace("2026-05-20", "")), "guard")
    code, said = run(sheet(tmp_path, SHI.replace("2026-05-20", "2098-05-20")), "guard")
    assert (code, "1 ended" in said) == (0, True)
    assert Posting.objects.get(person__phone="13900001234").ends_on == date(2098, 5, 20)


def test_a_check_changes_nothing_and_says_what_a_run_would(tmp_path, offices):
    before = counts()
    code, said = run(sheet(tmp_path, SHI), "keeper", "--check")
    assert (code, counts(), "nothing was written" in said, "1 added" in said) == (0, before, True, True)


def test_a_check_of_a_faulty_list_names_every_fault(tmp_path, offices):
    path = sheet(tmp_path, SHI, ",13900001235,,,,,", "李四,12,,,,,")
    before = counts()
    code, said = run(path, "keeper", "--check")
    assert (code, said.splitlines(), counts()) == (
        1,
        ["3:1: The name is missing.", "4:2: This is not a phone number."],
        before,
    )


@pytest.mark.parametrize("username", ["nobody", "judge", ""])
def test_nobody_else_enters_a_list(tmp_path, offices, username):
    people.account("judge", of=people.posting(Role.JUDGE).person)
    before = counts()
    code, said = run(sheet(tmp_path, SHI), username)
    assert (code, counts()) == (1, before)
    assert said == "--as: No account of this name may enter this list today.\n"


# ---- shapes that are read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        ("Name,Phone,Unit,Post,Place,From,Until", SHI),
        ("序号,姓 名,联系电话,工作单位,任职,派驻村,任职日期,期满日期", f"1,{SHI}"),
        ("止,起,地点,职务,单位,电话,姓名", ",".join(reversed(SHI.split(",")))),
        ("姓名（全称）,手机号码*,单位,职务,地点,起,止", SHI),
        ("某县驻村第一书记花名册,,,,,,\n\n姓名,电话,单位,职务,地点,起,止", SHI),
        (HEADINGS, "石　广,１３９００００１２３４,藤县供电局 ,第一书记,新庆镇建新村,2024.5.20,2026年5月20日"),
        (HEADINGS, "石 广,+86 139-0000-1234,,first_secretary,450422107205,2024/05/20,20260520"),
        (HEADINGS, "石广,13900001234.0,,第一书记,藤县新庆镇建新村,2024-05-20 00:00:00,2026年5月20日"),
        (HEADINGS, '"石广\n","13900001234",,第一书记,450422107205,2024-05-20,2026-05-20'),
        (HEADINGS.replace(",", "\t"), SHI.replace(",", "\t")),
        (HEADINGS.replace(",", ";"), SHI.replace(",", ";")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_as_it_was_meant(tmp_path, offices, headings, line, encoding):
    line = line.replace("13900001234.0", "13900001234")
    path = sheet(tmp_path, line, headings=headings, encoding=encoding)
    assert run(path, "keeper")[0] == 0
    assert run(path, "guard")[0] == 0
    held = Posting.objects.get(person__phone="13900001234")
    assert (held.person.name, held.region_id, held.starts_on, held.ends_on) == (
        "石广",
        "450422107205",
        date(2024, 5, 20),
        date(2026, 5, 20),
    )


# ---- faults ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (",13900001235,,,,,", "2:1"),
        ("李四,,,,,,", "2:2"),
        ("李四,12345,,,,,", "2:2"),
        ("李四,139000012351,,,,,", "2:2"),
        ("李四,1390000123x,,,,,", "2:2"),
        ("李四,1.3900001235E10,,,,,", "2:2"),
        ("李" * 61 + ",13900001235,,,,,", "2:1"),
        ("李四,13900001235," + "长" * 101 + ",,,,", "2:3"),
        ("李四,13900001235,," + "长" * 101 + ",,,", "2:4"),
        ("李四,13900001235,,,没有的村,,", "2:5"),
        ("李四,13900001235,,,同名村,,", "2:5"),
        ("李四,13900001235,,,邻村,,", "2:5"),
        ("李四,13900001235,,,450421100200,,", "2:5"),
        ("李四,13900001235,,,999999999999,,", "2:5"),
        ("李四,13900001235,,,塘步镇建新村,,", "2:5"),
        ("李四,13900009999,,,,,", "2:2"),
        ("李四,13900008888,,,,,", "2:1"),
        ("=cmd|'/C calc'!A0,13900001235,,,,,", None),
    ],
)
def test_the_register_refuses_a_cell_and_writes_nothing(tmp_path, offices, line, place):
    people.person("外县人", people.place("450421"), phone="13900009999")
    people.person("另一人", people.place("450422"), phone="13900008888")
    before = counts()
    code, said = run(sheet(tmp_path, line, SHI), "keeper")
    if place is None:
        assert code == 0
        return
    assert (code, counts()) == (1, before)
    assert [fault.split(": ")[0] for fault in said.splitlines()] == [place]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("王五,13900007777,,第一书记,建新村,2024-05-20,", "2:2"),
        ("石广,13900001234,,会计,建新村,2024-05-20,", "2:4"),
        ("石广,13900001234,,,建新村,2024-05-20,", "2:4"),
        ("石广,13900001234,,第一书记,,2024-05-20,", "2:5"),
        ("石广,13900001234,,第一书记,新庆镇,2024-05-20,", "2:5"),
        ("石广,13900001234,,第一书记,旧村,2024-05-20,", "2:5"),
        ("石广,13900001234,,第一书记,建新村,,", "2:6"),
        ("石广,13900001234,,第一书记,建新村,2024-13-20,", "2:6"),
        ("石广,13900001234,,第一书记,建新村,2024-02-30,", "2:6"),
        ("石广,13900001234,,第一书记,建新村,0024-05-20,", "2:6"),
        ("石广,13900001234,,第一书记,建新村,去年,", "2:6"),
        ("石广,13900001234,,第一书记,建新村,2024-05-20,两年", "2:7"),
        ("石广,13900001234,,第一书记,建新村,2024-05-20,2024-05-20", "2:7"),
        ("石广,13900001234,,第一书记,建新村,2024-05-20,2023-05-20", "2:7"),
        ("石广,13900001234,没有的局,联络员,,2024-05-20,", "2:3"),
        ("石广,13900001234,,联络员,,2024-05-20,", "2:3"),
        ("石广,13900001234,,系统管理员,,2024-05-20,", "2:4"),
        ("另名,13900001234,,第一书记,建新村,2024-05-20,", "2:1"),
    ],
)
def test_the_postings_refuse_a_cell_and_write_nothing(tmp_path, offices, line, place):
    run(sheet(tmp_path, SHI), "keeper")
    before = counts()
    code, said = run(sheet(tmp_path, line), "guard")
    assert (code, counts()) == (1, before)
    assert [fault.split(": ")[0] for fault in said.splitlines()] == [place]


def test_a_village_never_gets_a_second_first_secretary_from_a_list(tmp_path, offices):
    other = SHI.replace("石广", "李四").replace("1234", "4321")
    run(sheet(tmp_path, SHI, other), "keeper")
    before = counts()
    code, said = run(sheet(tmp_path, SHI, other), "guard")
    assert (code, said.split(":")[:2], counts()) == (1, ["3", "4"], before)


def test_one_phone_under_two_names_is_a_fault(tmp_path, offices):
    code, said = run(sheet(tmp_path, SHI, SHI.replace("石广", "石光")), "keeper")
    assert (code, said.split(": ")[0]) == (1, "3:2")


def test_a_liaison_is_placed_by_the_unit(tmp_path, offices):
    office = people.department("450422-01", "藤县供电局")
    line = "李明,13900001234,藤县供电局,供电局联络员,,2024-05-20,长期"
    run(sheet(tmp_path, line), "keeper")
    assert run(sheet(tmp_path, line), "guard")[0] == 0
    held = Posting.objects.get(person__phone="13900001234")
    assert (held.role, held.department, held.ends_on) == ("department_liaison", office, None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", b"name,phone\n"),
        ("list.xlsx", b"no spreadsheet"),
        ("list.xlsx", b"PK\x03\x04 broken"),
        ("list.xlsx", b""),
        ("list.csv", b""),
        ("list.csv", b"\xff\xfe\x00\x81\x81"),
        ("list.csv", "谁,哪里\n".encode()),
        ("list.csv", "姓名,电话\n".encode()),
        ("list.csv", "姓名,单位\n石广,局\n".encode()),
        ("list.csv", "姓名,电话,手机\n石广,13900001234,\n".encode()),
        ("list.csv", "姓名，电话\n石广，13900001234\n".encode()),
        ("list.csv", '姓名,电话\n"石广,13900001234\n'.encode()),
        ("missing.csv", None),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path, offices, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = counts()
    code, said = run(path, "keeper")
    assert (code, counts(), len(said.splitlines())) == (1, before, 1)
    row, column, _sentence = said.split(":", 2)
    assert (row.isdigit(), column.isdigit()) == (True, True)


def test_a_spreadsheet_keeps_its_row_numbers_and_plain_phones(tmp_path, offices):
    path = tmp_path / "list.xlsx"
    write_xlsx(path, [[], ["姓名", "电话", "起"], ["石广", 13900001234, "2024-05-20"], [], ["", 13900001235, ""]])
    code, said = run(path, "keeper")
    assert (code, said) == (1, "5:1: The name is missing.\n")
    write_xlsx(path, [[], ["姓名", "电话"], ["石广", 13900001234.0]])
    assert run(path, "keeper")[0] == 0
    assert Person.objects.filter(phone="13900001234").count() == 1
