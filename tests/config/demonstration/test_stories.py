"""The texts themselves: complete, distinct, in real categories, and fair to the people whom the article names."""

import re
from collections import Counter

from tests.factories import demonstration
from zhitongche.config.demonstration import cast, pictures
from zhitongche.config.demonstration.stories import STORIES
from zhitongche.config.management.commands.demo import PLACES
from zhitongche.config.reference import CATEGORIES
from zhitongche.express.problems.models import Category, Problem
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions import sheet

IN_THE_ARTICLE = {"石广": "450422107205", "高三力": "450422100226", "岳召龙": "370681108231", "张益磊": "370681106214"}
# Verbs that would make somebody look late, careless or quarrelsome.
FAILINGS = {"return", "resubmit", "withdraw", "refuse", "reopen", "decline", "hand_back", "transfer", "extend", "pause"}
FAILINGS |= {"shelve", "escalate", "send_back", "merge", "mark_relapse", "instruct"}
CODES = {code for code, _name, _name_en in CATEGORIES}


def _words() -> list[str]:
    told = [text for story in STORIES for text in (story.title, story.description, story.request, story.reported_by)]
    said = [text for story in STORIES for step in story.steps for text in step.body.values()]
    return [text for text in told + said if text and isinstance(text, str)]


def test_problems_have_each_their_own_words() -> None:
    assert len({story.key for story in STORIES}) == len({story.title for story in STORIES}) == len(STORIES)
    assert len({story.description for story in STORIES}) == len(STORIES)


def test_texts_keep_the_columns_limits() -> None:
    limits = {name: Problem._meta.get_field(name).max_length or 0 for name in ("title", "description", "request")}
    too_long = [story.key for story in STORIES for name, most in limits.items() if len(getattr(story, name)) > most]
    assert too_long == []


def test_texts_are_punctuated_as_chinese_is() -> None:
    assert [text for text in _words() if re.search(r"[一-鿿][,;:!?]|[,;:!?][一-鿿]", text)] == []


def test_categories_exist_and_fit_their_column() -> None:
    functions = {function for office in cast.OFFICES for function in office.functions}
    assert {story.category for story in STORIES} <= CODES
    assert functions == CODES - {"other"}
    assert max(map(len, CODES)) <= (Category._meta.get_field("code").max_length or 0)


def test_pictures_are_drawn_for_every_photo_and_none_in_vain() -> None:
    named = {name for story in STORIES for name in story.photos}
    later = {name for story in STORIES for step in story.steps for name in step.photos}
    assert named | later == set(pictures.SCENES)


def test_fifteen_departments_in_each_county_have_a_liaison_each() -> None:
    offices = [office for office in cast.OFFICES if office.region in cast.COUNTIES]
    seats = {office.code for office in offices}
    liaisons = Counter(player.seat for player in cast.PLAYERS if player.role == Role.DEPARTMENT_LIAISON)
    liaisons = Counter({seat: count for seat, count in liaisons.items() if seat in seats})
    assert Counter(office.region for office in offices) == {cast.TENGXIAN: 15, cast.LONGKOU: 15}
    assert liaisons == Counter(office.code for office in offices)


def test_people_of_the_article_stand_in_their_own_villages() -> None:
    seats = {player.name: player.seat for player in cast.PLAYERS if player.name in IN_THE_ARTICLE}
    assert seats == IN_THE_ARTICLE


def test_failings_never_belong_to_people_of_the_article() -> None:
    theirs = [story for story in STORIES if story.village in IN_THE_ARTICLE.values()]
    assert {story.by for story in theirs} == {"shiguang", "gaosanli"}
    assert {step.verb for story in theirs for step in story.steps} & FAILINGS == set()
    # Nothing of theirs is late: what is promised and still open lies ahead.
    irrigation = next(story for story in theirs if story.by == "shiguang")
    assert irrigation.steps[-1].dated == ("due_on", 9)


def test_irrigation_of_jianxin_is_told_as_the_article_tells_it() -> None:
    story = next(story for story in STORIES if story.by == "shiguang")
    assert (
        story.description == "村里专业种养合作社的600多亩水果、1000亩六堡茶，都急需用水，但是供电不足，无法抽水灌溉。"
    )
    assert story.steps[-1].body == {"measures": "现场勘查，重新制定供电方案，尽快解决问题。"}


def test_user_names_are_distinct_and_plain() -> None:
    names = [player.username for player in cast.PLAYERS if player.username]
    assert len(set(names)) == len(names) <= 97
    assert [name for name in names if not re.fullmatch(r"[a-z0-9-]+", name)] == []


def test_villages_are_real_ones() -> None:
    listed = {line.code: line.short_name for line in sheet.read(PLACES, cast.PLACES).lines}
    assert {listed[code] for code in IN_THE_ARTICLE.values()} == {"建新村", "谷山村", "筐柳村", "南邢家村"}
    assert demonstration.codes() - listed.keys() == set()
