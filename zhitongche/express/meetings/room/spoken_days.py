"""A day as people say it in a meeting: 7.31, 7月31日, 下周五, 月底, 十天内, 5个工作日, 31 July. Pure: today is given."""

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from zhitongche.foundation.calendar.workdays import Workdays

# A day of this year that has passed not longer ago than this was meant as it was said, and is refused as past.
JUST_PASSED = timedelta(days=30)
DAY = timedelta(days=1)
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
CHINESE_NUMBER = re.compile(f"[{''.join(DIGITS)}十]+")
WEEKDAYS = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "日": 6, "天": 6}
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<name>{'|'.join(MONTHS)})[a-z]*\.?"
WEEKDAY = rf"(?P<name>{'|'.join(ENGLISH_WEEKDAYS)})[a-z]*"
YEAR = r"(?:(?P<y>\d{4})\s*[-/.年]\s*)"
NAMED = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1}
TEN_DAYS = {"上旬": 10, "中旬": 20}
# What is said around a day and changes nothing: 七月底前, 十天之内, by Friday.
AROUND = re.compile(
    r"^(?:by|before|until|within|in|on|争取|力争|在|于)\s*|\s*(?:之前|以前|前|之内|以内|内|之后|以后|后|完成|办结)$"
)


def day_said(words: str, today: date, days: Workdays) -> date | None:
    """The day these words mean on the day they are said, or None where they mean none.

    A day without a year is the next of its kind, but not where it has passed by less than a month: then it was
    meant as it was said. A month alone, its end (月底) and a third of it (上旬) mean the last day of that.
    """
    said = _plain(words)
    if said in NAMED:
        return today + NAMED[said] * DAY
    try:
        for pattern, meaning in WAYS:
            if found := pattern.fullmatch(said):
                return meaning(found, today, days)
    except (ValueError, OverflowError):
        # 2月30日, or more days than there are.
        return None
    return None


def _plain(words: str) -> str:
    """Full-width signs and Chinese numbers as digits, no blanks between Chinese characters, nothing around the day."""
    said = unicodedata.normalize("NFKC", words).strip().lower().replace("号", "日")
    said = said.replace("星期", "周").replace("礼拜", "周")
    said = CHINESE_NUMBER.sub(lambda found: str(_number(found[0])), said)
    if any("\u4e00" <= one <= "\u9fff" for one in said):
        said = re.sub(r"\s+", "", said)
    while (bare := AROUND.sub("", said)) != said:
        said = bare
    return said


def _number(written: str) -> int | str:
    """一百 and more nobody says of days; 二〇二六 is read digit by digit."""
    if "十" not in written:
        return "".join(str(DIGITS[one]) for one in written)
    tens, _ten, ones = written.partition("十")
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def _next(month: int, day: int, today: date) -> date:
    this = date(today.year, month, day)
    return this if this >= today - JUST_PASSED else date(today.year + 1, month, day)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _later(today: date, months: int) -> date:
    """The same day so many months on, or that month's last."""
    whole = today.month - 1 + months
    last = _end(today.year + whole // 12, whole % 12 + 1)
    return last.replace(day=min(today.day, last.day))


def _full(found: re.Match[str], today: date, days: Workdays) -> date:
    return date(int(found["y"]), int(found["m"]), int(found["d"]))


def _of_month(found: re.Match[str], today: date, days: Workdays) -> date:
    month, day = int(found["m"]), int(found["d"])
    return date(int(found["y"]), month, day) if found["y"] else _next(month, day, today)


def _of_this_month(found: re.Match[str], today: date, days: Workdays) -> date:
    day = int(found["d"])
    return today.replace(day=day) if day >= today.day else _later(today.replace(day=1), 1).replace(day=day)


def _month_end(found: re.Match[str], today: date, days: Workdays) -> date:
    month = int(found["m"])
    year = int(found["y"]) if found["y"] else today.year if month >= today.month else today.year + 1
    third = TEN_DAYS.get(found["part"] or "")
    return date(year, month, third) if third else _end(year, month)


def _end_of_this(found: re.Match[str], today: date, days: Workdays) -> date:
    ahead = _later(today.replace(day=1), 1) if found["next"] else today
    third = TEN_DAYS.get(found["part"] or "")
    return ahead.replace(day=third) if third else _end(ahead.year, ahead.month)


def _year_end(found: re.Match[str], today: date, days: Workdays) -> date:
    return date(today.year, 12, 31)


def _quarter_end(found: re.Match[str], today: date, days: Workdays) -> date:
    return _end(today.year, (today.month + 2) // 3 * 3)


def _in_days(found: re.Match[str], today: date, days: Workdays) -> date:
    return today + int(found["n"]) * DAY


def _in_workdays(found: re.Match[str], today: date, days: Workdays) -> date:
    return days.add(today, int(found["n"]))


def _in_weeks(found: re.Match[str], today: date, days: Workdays) -> date:
    return today + 7 * int(found["n"]) * DAY


def _in_months(found: re.Match[str], today: date, days: Workdays) -> date:
    return _later(today, int(found["n"]))


def _half_month(found: re.Match[str], today: date, days: Workdays) -> date:
    return today + 15 * DAY


def _weekday(found: re.Match[str], today: date, days: Workdays) -> date:
    """周五 of this week, or of the next where it has passed; 下周五 of the week after this one."""
    monday = today - today.weekday() * DAY
    wanted = monday + WEEKDAYS[found["d"]] * DAY
    weeks = len(found["next"] or "")
    return wanted + 7 * weeks * DAY if weeks or wanted >= today else wanted + 7 * DAY


def _english_weekday(found: re.Match[str], today: date, days: Workdays) -> date:
    monday = today - today.weekday() * DAY
    wanted = monday + ENGLISH_WEEKDAYS.index(found["name"]) * DAY
    return wanted + 7 * DAY if found["next"] or wanted < today else wanted


def _english_day(found: re.Match[str], today: date, days: Workdays) -> date:
    month, day = MONTHS.index(found["name"]) + 1, int(found["d"])
    return date(int(found["y"]), month, day) if found["y"] else _next(month, day, today)


def _english_month_end(found: re.Match[str], today: date, days: Workdays) -> date:
    month = MONTHS.index(found["name"]) + 1
    return _end(today.year if month >= today.month else today.year + 1, month)


Meaning = Callable[[re.Match[str], date, Workdays], date]
WAYS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", _full),
        (rf"{YEAR}?(?P<m>\d{{1,2}})\s*[-/.月]\s*(?P<d>\d{{1,2}})日?", _of_month),
        (r"(?P<d>\d{1,2})日", _of_this_month),
        (rf"{YEAR}?(?P<m>\d{{1,2}})月(?:份)?(?P<part>底|末|上旬|中旬|下旬)?", _month_end),
        (r"(?:本|这个?|(?P<next>下)个?)?月(?P<part>底|末|上旬|中旬|下旬)?", _end_of_this),
        (r"(?:今年|本年)?年?(?:底|末)|今年|年", _year_end),
        (r"(?:本|这)?季度(?:底|末)?", _quarter_end),
        (r"\+?(?P<n>\d{1,4})\s*(?:天|days?)", _in_days),
        (r"\+(?P<n>\d{1,4})", _in_days),
        (r"(?P<n>\d{1,3})\s*(?:个?工作日|working days?|workdays?)", _in_workdays),
        (r"(?P<n>\d{1,3})\s*(?:个?周|weeks?)", _in_weeks),
        # 三个月 are months, 三月 is March.
        (r"(?P<n>\d{1,3})\s*(?:个月|months?)", _in_months),
        (r"半个?月", _half_month),
        (r"(?:本|这)?(?P<next>下{1,2})?周(?P<d>[1-7日天])", _weekday),
        (rf"(?:this )?(?P<next>next )?{WEEKDAY}", _english_weekday),
        (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? {MONTH}(?: (?P<y>\d{{4}}))?", _english_day),
        (rf"{MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?", _english_day),
        (rf"(?:(?:the )?end of )?{MONTH}", _english_month_end),
        (r"(?:the )?end of (?:the |this )?(?:(?P<next>next) )?month(?P<part>)", _end_of_this),
        (r"(?:the )?end of (?:the |this )?year", _year_end),
    )
)
