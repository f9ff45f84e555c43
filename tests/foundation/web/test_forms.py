from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils import translation

from zhitongche.foundation.web.forms import DateInput, Option, PickerField

VILLAGES = {"450422103207": "建新村", "370681104236": "建新村", "450422100201": "谷山村"}


class Sample(forms.Form):
    text = forms.CharField(max_length=10, widget=forms.Textarea, help_text="a line of help")
    day = forms.DateField(widget=DateInput(), required=False)
    village = PickerField(source="design_search", required=False)
    choice = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        village = self.fields["village"]
        assert isinstance(village, PickerField)
        village.find = lambda words: [Option(code, name) for code, name in VILLAGES.items() if words in name]
        village.get = VILLAGES.get


def cleaned(**data: str) -> Sample:
    form = Sample({"text": "x", "choice": "a", **data})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("data", "thing"),
    [
        ({"village": "450422100201"}, "谷山村"),
        ({"village_q": "谷山"}, "谷山村"),
        ({"village": "450422100201", "village_q": "建新"}, "谷山村"),
        ({"village_q": "  "}, None),
        ({}, None),
    ],
)
def test_picker_takes_what_was_chosen_or_the_only_find(data: dict[str, str], thing: str | None) -> None:
    assert cleaned(**data).cleaned_data["village"] == thing


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"village_q": "建新"}, "Several match: please choose one."),
        ({"village_q": "没有"}, "Nothing found. Try two characters of the name, or its initials."),
        ({"village": "999"}, "This cannot be chosen here."),
    ],
)
def test_picker_says_what_is_missing(data: dict[str, str], fault: str) -> None:
    with translation.override("en"):
        assert cleaned(**data).errors == {"village": [fault]}


def test_picker_offers_what_it_found_and_keeps_the_words() -> None:
    drawn = str(cleaned(village_q="建新")["village"])
    assert drawn.count('type="radio"') == 2
    assert 'value="建新"' in drawn


def test_picker_shows_nothing_of_an_earlier_form() -> None:
    cleaned(village_q="建新")
    assert str(Sample()["village"]).count('type="radio"') == 0


def test_required_picker_asks_for_a_choice() -> None:
    field = PickerField(source="design_search")
    with pytest.raises(forms.ValidationError) as raised:
        field.clean(("", ""))
    assert [error.code for error in raised.value.error_list] == ["required"]


def test_text_area_counts_and_never_cuts() -> None:
    drawn = str(Sample()["text"])
    assert "maxlength" not in drawn
    assert '<p class="count" id="id_text_count" data-most="10"></p>' in drawn


def test_date_travels_as_the_browser_wants_it() -> None:
    with translation.override("zh-hans"):
        assert 'type="date" name="day" value="2026-03-27"' in str(Sample(initial={"day": date(2026, 3, 27)})["day"])


def test_faulty_field_is_tied_to_its_help_and_its_faults() -> None:
    drawn = cleaned(text="12345678901")["text"].as_field_group()
    assert 'aria-describedby="id_text_helptext id_text_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<div class="help" id="id_text_helptext">a line of help</div>' in drawn
    assert '<ul class="fault" id="id_text_error">' in drawn


def test_choices_stand_in_a_fieldset_with_their_question() -> None:
    drawn = Sample()["choice"].as_field_group()
    assert drawn.startswith('<fieldset class="field field-choices"')
    assert "<legend>Choice</legend>" in drawn


def test_summary_leads_to_each_faulty_field() -> None:
    with translation.override("en"):
        drawn = str(cleaned(village_q="建新"))
    assert '<a href="#id_village">Village: Several match: please choose one.</a>' in drawn
