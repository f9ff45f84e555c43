"""The field for one place: what it takes, what it offers, and the sentence for each thing it cannot take."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations
from zhitongche.foundation.regions.fields import RegionField, narrow
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


class OneVillage(forms.Form):
    village = RegionField(label="Village", level="village")


def sent(chosen: str = "", words: str = "", scope: str = "450422") -> OneVillage:
    form = OneVillage({"village": chosen, "village_q": words})
    narrow(form, [people.posting("organizer", scope)], DAY)
    return form


def fault(form: OneVillage) -> str:
    with translation.override("en"):
        return str(form.errors["village"][0])


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("450422107205", ""),
        ("", "450422107205"),
        ("", " 建新 "),
        ("", "jx"),
        ("450422107205", "新庆"),
        ("", "新庆镇 建新"),
    ],
)
def test_field_takes_what_was_chosen_or_the_only_one_found(
    places: operations.Imported, chosen: str, words: str
) -> None:
    form = sent(chosen, words)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"village": "450422107205"}


def test_field_offers_several_and_keeps_what_was_typed(places: operations.Imported) -> None:
    area = people.posting("system_admin", "")
    operations.open_custom_area(
        Region.objects.get(pk="450422100"), by=area, now=people.NOW, name="建新茶场", since=date(2026, 1, 1)
    )
    form = sent(words="建新")
    assert fault(form) == "Several match: please choose one."
    html = form["village"].as_widget()
    assert 'value="建新"' in html
    assert html.count('type="radio"') == 2
    assert "藤县藤州镇建新茶场" in html
    assert "藤县新庆镇建新村" in html


def test_field_shows_again_what_was_chosen(places: operations.Imported) -> None:
    form = sent("450422107205", "建新")
    assert form.is_valid()
    assert 'value="450422107205" checked' in form["village"].as_widget()


def test_field_shows_what_a_form_begins_with(places: operations.Imported) -> None:
    html = OneVillage(initial={"village": "450422107205"})["village"].as_widget()
    assert 'value="450422107205" checked' in html
    assert "level=village" in html


@pytest.mark.parametrize(
    ("chosen", "words", "sentence"),
    [
        ("999999999999", "", "There is no place with the code 999999999999."),
        ("", "999999999999", "There is no place with the code 999999999999."),
        ("<script>", "", "There is no place with the code &lt;script&gt;."),
        ("370681108231", "", "“筐柳村” lies outside your area."),
        ("", "370681108231", "“筐柳村” lies outside your area."),
        ("450422107", "", "“新庆镇” is not a place of the level asked for here."),
        ("", "450422107000", "“新庆镇” is not a place of the level asked for here."),
        ("", "没有", "Nothing found. Try two characters of the name, or its initials."),
        ("", "筐柳", "Nothing found. Try two characters of the name, or its initials."),
        ("", "建", "Two characters of the name are needed, or its initials, or its code."),
        ("", "", "This field is required."),
    ],
)
def test_field_says_what_is_wrong(places: operations.Imported, chosen: str, words: str, sentence: str) -> None:
    with translation.override("en"):
        form = sent(chosen, words)
        assert form.errors["village"].as_text() in {
            f"* {sentence}",
            f"* {sentence}".replace("&lt;", "<").replace("&gt;", ">"),
        }


def test_field_says_when_a_village_was_closed_and_what_it_became(keeper: Posting) -> None:
    gone, into = Region.objects.get(pk="450422107205"), Region.objects.get(pk="450422107204")
    operations.merge_regions(gone, by=keeper, now=people.NOW, into=into, on=DAY)
    with translation.override("en"):
        form = sent("450422107205")
        assert fault(form) == "“建新村” was closed on 2026-05-20 and merged into “龙山村”."


def test_field_takes_a_village_until_the_day_it_closes(keeper: Posting) -> None:
    operations.close_region(Region.objects.get(pk="450422107205"), by=keeper, now=people.NOW, on=date(2026, 5, 21))
    assert sent("450422107205").is_valid()


def test_field_that_need_not_be_filled_gives_none(places: operations.Imported) -> None:
    assert RegionField(required=False).clean(("", "  ")) is None
    assert RegionField(required=False).clean(None) is None


def test_fields_of_two_forms_share_nothing(places: operations.Imported) -> None:
    first = sent(words="新庆")
    first.is_valid()
    assert 'type="radio"' not in OneVillage()["village"].as_widget()
