from django.utils import translation

from zhitongche.config.demonstration.roster import Line, table


def test_table_keeps_its_columns_straight_under_chinese() -> None:
    rows = [
        Line("shiguang", "Ztc-1", "石广", "第一书记", "藤县新庆镇建新村"),
        Line("auditor", "Ztc-22", "谢静怡", "Auditor", "梧州市"),
    ]
    with translation.override("en"):
        shown = table(rows)
    assert shown.splitlines() == [
        "User name  Password  Name    Role      Where",
        "---------  --------  ------  --------  ----------------",
        "shiguang   Ztc-1     石广    第一书记  藤县新庆镇建新村",
        "auditor    Ztc-22    谢静怡  Auditor   梧州市",
    ]
