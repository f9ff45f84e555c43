"""The component sheet at /design: every part in every state, drawn by the real templates from samples. Development only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ..errors import NotNow, NotYourDuty
from ..templatetags.page import wan
from . import charts, errors
from .access import opened
from .forms import DateInput, Option, PickerField


@dataclass(frozen=True)
class Step:
    label: Any
    note: Any = ""
    status: str = ""


@dataclass(frozen=True)
class Act:
    label: Any
    reason: Any = None
    is_primary: bool = False
    is_stern: bool = False
    address: str = "#acts"


@dataclass(frozen=True)
class Event:
    at: datetime
    who: Any
    text: Any
    quote: Any = ""
    note: Any = ""
    tone: str = ""
    photos: tuple[Any, ...] = ()
    link: Any = None


@dataclass(frozen=True)
class Chip:
    label: Any
    count: int | None
    is_chosen: bool = False
    address: str = "#chips"


@dataclass(frozen=True)
class Row:
    title: str
    number: str
    place: str
    category: str
    lead: str
    light: str
    words: str


@dataclass(frozen=True)
class Item:
    """A notice, a photo, a person: whatever a list shows."""

    text: Any = ""
    detail: Any = ""
    at: datetime | None = None
    is_unread: bool = False
    address: str = "#lists"
    thumbnail: str = ""
    alt: Any = ""
    more: dict[str, Any] = field(default_factory=dict)


VILLAGES = (
    Option("450422103207", "建新村", "广西 梧州市 藤县 新庆镇"),
    Option("370681104236", "建新村", "山东 烟台市 龙口市 石良镇"),
)
DRAWN = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 110'%3E%3Crect width='160' height='110' "
    "fill='%23c9d8d0'/%3E%3Cpath d='M0 110 60 40l40 45 25-30 35 55z' fill='%2390ab9c'/%3E%3C/svg%3E"
)
ROWS = (
    Row(
        "果园和茶园灌溉供电不足，水泵抽不上水",
        "藤县-2026-0042",
        "新庆镇 建新村",
        "供电",
        "供电局 牵头 · 水利局",
        "yellow",
        "剩余 2 个工作日",
    ),
    Row(
        "进村桥面塌陷，茶叶外运绕行 11 公里",
        "藤县-2026-0051",
        "东荣镇 大任村",
        "交通",
        "交通运输局 牵头",
        "red",
        "超期 3 个工作日",
    ),
    Row(
        "冷库用地未批，砂糖橘集中上市无处存放",
        "藤县-2026-0047",
        "塘步镇 联溪村",
        "用地",
        "自然资源局 牵头 · 农业农村局",
        "green",
        "剩余 9 个工作日",
    ),
    Row(
        "油茶林道硬化资金缺口 38 万元",
        "藤县-2026-0056",
        "藤州镇 谷山村",
        "资金",
        "待认领",
        "yellow",
        "认领时限剩 4 小时",
    ),
    Row(
        "自来水旱季断流，286 户轮流供水",
        "藤县-2026-0039",
        "和平镇 双底村",
        "饮水",
        "水利局 牵头",
        "paused",
        "暂停计时：水质检测",
    ),
    Row("文化活动室屋顶渗漏", "藤县-2026-0012", "古龙镇 泗洲村", "文旅", "住房和城乡建设局 牵头", "none", "已销号"),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    category = forms.ChoiceField(label=_("Category"), choices=[("", "—"), ("power", "供电"), ("road", "交通")])
    description = forms.CharField(
        label=_("Description"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where, since when, how many households."),
    )
    village = PickerField(source="design_search", label=_("Village"), help_text=_("Two characters, or initials."))
    due_on = forms.DateField(label=_("Until"), widget=DateInput())
    amount = forms.DecimalField(label=_("Amount in yuan"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), widget=forms.RadioSelect, choices=[("normal", _("Normal")), ("urgent", _("Urgent"))]
    )
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("power", "供电局"), ("water", "水利局"), ("road", "交通运输局")],
    )
    photos = forms.FileField(label=_("Photos"), required=False, help_text=_("At most three."))
    agreed = forms.BooleanField(label=_("There is nothing secret in it"), required=True)


@opened
def design(request: HttpRequest) -> HttpResponse:
    """The sheet itself. 404 unless `DESIGN_PAGES` is on."""
    _only_in_development()
    messages.success(request, _("The report has been sent: 藤县-2026-0057."))
    messages.warning(request, _("The holiday table does not reach 2028: the date is provisional."))
    messages.error(request, _("Nothing was written: the photo is larger than 20 MB."))
    now: datetime = request.now  # type: ignore[attr-defined]  # see SignedInRequest
    return render(request, "foundation/design.html", samples(now))


@opened
def search(request: HttpRequest) -> HttpResponse:
    """What the sample picker asks."""
    _only_in_development()
    words = request.GET.get("village_q", "")
    options = tuple(option for option in VILLAGES if words and words in str(option.label))
    return render(request, "foundation/form/_options.html", {"name": "village", "options": options, "chosen": ""})


@opened
def trouble(request: HttpRequest, status: int) -> HttpResponse:
    """One of the pages for what went wrong, as it would look."""
    _only_in_development()
    reason = _("Only a department liaison may claim a problem.")
    late = _("This cannot be done now: its state is “%(state)s”.") % {"state": "办理中"}
    pages = {
        400: lambda: errors.bad_request(request),
        403: lambda: errors.refused(request, NotYourDuty(reason)),
        404: lambda: errors.not_found(request),
        409: lambda: errors.refused(request, NotNow(late), back="#", typed="变压器周四到货。"),
        419: lambda: errors.csrf_failure(request),
        500: lambda: errors.server_error(request),
    }
    if status not in pages:
        raise Http404
    return pages[status]()


def _only_in_development() -> None:
    if not settings.DESIGN_PAGES:
        raise Http404


def samples(now: datetime) -> dict[str, Any]:
    """Everything the sheet shows, seen from `now`."""
    return {
        "lights": [
            ("green", "剩余 9 个工作日"),
            ("yellow", "剩余 2 个工作日"),
            ("red", "超期 3 个工作日"),
            ("paused", "暂停计时：水质检测"),
            ("none", "已销号"),
        ],
        "loops": _loops(),
        "holder": [
            ("承办单位", "藤县供电局"),
            ("已办理时长", "11 个工作日"),
            ("下一个时限", "3 月 27 日"),
            ("最近一次答复", "昨天 16:20"),
        ],
        "facts": [
            ("编号", "藤县-2026-0042"),
            ("类别", "供电"),
            ("牵头", "藤县供电局"),
            ("涉及", "水果 600 多亩、六堡茶 1000 亩"),
        ],
        "acts": [
            Act("报告进展", is_primary=True),
            Act("申请销号"),
            Act("申请延期"),
            Act("退单", "已接办 11 日，退单须在接办后 1 个工作日内提出。"),
            Act("撤回", is_stern=True),
        ],
        "events": _events(now),
        "chips": [
            Chip("在办", 14, is_chosen=True),
            Chip("待认领", 3),
            Chip("会诊中", 2),
            Chip("待销号", 2),
            Chip("其中超期", 2),
            Chip("已销号", None),
        ],
        "rows": ROWS,
        "pager": {"first": "#pager", "newer": "#pager", "older": "#pager", "last": "#pager"},
        "notices": _notices(now),
        "photos": _photos(),
        "photo": {"source": DRAWN, "width": 640, "height": 440, "alt": "水泵房", "note": "水泵房，3 月 13 日"},
        "people": _people(now),
        "form": SampleForm(),
        "faulty": _faulty(),
        "now": now,
        "moments": [now, now - timedelta(days=1), now - timedelta(days=9), now - timedelta(days=500)],
        "amounts": [800, 380_000, 465_000, 11_260_000],
        **_charts(),
        "statuses": [400, 403, 404, 409, 419, 500],
    }


def _charts() -> dict[str, Any]:
    money: dict[charts.Words, list[tuple[charts.Words, charts.Number]]] = {
        "计划": [("财政衔接资金", 300_000), ("派出单位", 80_000), ("村集体自筹", 50_000)],
        "承诺": [("财政衔接资金", 300_000), ("派出单位", 50_000)],
        "到位": [("财政衔接资金", 120_000)],
        "支出": [],
    }
    quarters = ["2025 年四季度", "2026 年一季度", "二季度", "三季度"]
    return {
        "bars": charts.stacked("sample", money, wan, mark=460_000, mark_words="总投资"),
        "series": charts.series("years", quarters, {"目标": [40, 60, 80, 100], "实际": [38, None, 84, 91]}, str),
    }


def _loops() -> list[list[Step]]:
    words = ("动态收集", "对接会诊", "联动解决", "销号")
    notes = ("3 月 2 日", "3 月 9 日 第三次对接会", "办理中", "应于 3 月 27 日前")
    return [
        [Step(words[0], "待受理", "now"), Step(words[1]), Step(words[2]), Step(words[3])],
        [
            Step(words[0], notes[0], "done"),
            Step(words[1], notes[1], "done"),
            Step(words[2], notes[2], "now"),
            Step(words[3], notes[3]),
        ],
        [Step(word, note, "done") for word, note in zip(words, (*notes[:2], "3 月 24 日", "3 月 26 日"), strict=True)],
        [
            Step(words[0], notes[0], "done"),
            Step(words[1], "挂账，6 月 1 日复核", "now"),
            Step(words[2], "", "off"),
            Step(words[3], "", "off"),
        ],
    ]


def _events(now: datetime) -> list[Event]:
    return [
        Event(now - timedelta(hours=2), "建新村第一书记 石广", "退回：水泵仍然跳闸。", tone="bad"),
        Event(
            now - timedelta(days=1),
            "供电局 李志明",
            "报告进展：专线立杆 14 根，已完成 11 根。",
            quote="变压器周四到货，周五上午停电两小时换装，\n已通知村委会。",
            photos=tuple(_photos()[:2]),
        ),
        Event(
            now - timedelta(days=9),
            "供电局",
            "到村现场勘查，重新制定供电方案。",
            note="已按对接会答复时限完成（3 月 13 日）",
            tone="good",
        ),
        Event(
            now - timedelta(days=14),
            "",
            "会上现场答复：现场勘查。",
            link={"address": "#story", "label": "第三次县级项目对接会"},
        ),
        Event(now - timedelta(days=400), "建新村第一书记 石广", "用手机上报。"),
    ]


def _notices(now: datetime) -> list[Item]:
    return [
        Item("供电局认领了“果园和茶园灌溉供电不足”", "藤县-2026-0042", now - timedelta(minutes=20), is_unread=True),
        Item("组织部退回了“文化活动室屋顶渗漏”：请补充照片", "藤县-2026-0012", now - timedelta(days=1), is_unread=True),
        Item("交通运输局报告了进展", "藤县-2026-0051", now - timedelta(days=20)),
    ]


def _photos() -> list[Item]:
    return [Item(thumbnail=DRAWN, alt=words, address="#photos") for words in ("水泵房", "线路", "茶园")]


def _people(now: datetime) -> list[Item]:
    return [
        Item("石广", "13800000001", now, more={"unit": "市委办公室", "post": "建新村第一书记", "count": 3}),
        Item("李志明", "13800000002", now, more={"unit": "藤县供电局", "post": "联络员", "count": 12}),
        Item("陈立", "", now, more={"unit": "藤县县委组织部", "post": "组织员", "count": 46}),
    ]


def _faulty() -> SampleForm:
    form = SampleForm(
        data={"description": "旱季水泵抽不上水。" * 70, "village_q": "建新", "due_on": "2020-01-01", "amount": "很多"},
        auto_id="sent_%s",
    )
    form.fields["village"].find = lambda words: VILLAGES  # type: ignore[attr-defined]  # a PickerField
    form.is_valid()
    return form
