"""A field of several rows: what is empty is left out, what is there is folded, and what is wrong stays open."""

import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from zhitongche.foundation.web.rows import SPARE, RowsField


class ThingsForm(forms.Form):
    things = RowsField(
        {
            "thing": forms.IntegerField(label="Number", widget=forms.HiddenInput, required=False),
            "name": forms.CharField(label="Name", max_length=9),
            "kind": forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], required=False),
            "weight": forms.DecimalField(label="Weight", required=False),
        },
        limit=4,
        line=lambda row: [str(row.get("name")), f"{row.get('weight')}%"],
        summed=("weight", "Together:"),
    )


def posted(*rows: tuple[str, str, str, str]) -> ThingsForm:
    data = QueryDict(mutable=True)
    for name, values in zip(("thing", "name", "kind", "weight"), zip(*rows, strict=True), strict=True):
        data.setlist(f"things-{name}", list(values))
    return ThingsForm(data)


def drawn(form: ThingsForm) -> str:
    return str(form["things"])


def shown_sum(form: ThingsForm) -> str:
    found = re.search(r'<output data-sum="things-weight">([^<]*)</output>', drawn(form))
    assert found
    return found[1]


def test_rows_that_say_nothing_are_left_out_and_a_choice_says_nothing() -> None:
    form = posted(("", "one", "a", "1"), ("", "", "a", ""), ("", " ", "b", " "), ("", "two", "b", ""))
    assert form.is_valid(), form.errors
    assert [(row["thing"], row["name"]) for row in form.cleaned_data["things"]] == [(None, "one"), (None, "two")]


def test_a_row_that_stands_for_a_thing_goes_when_its_name_is_emptied() -> None:
    form = posted(("7", "one", "a", "1"), ("8", "", "a", "50"))
    assert form.is_valid(), form.errors
    assert [row["thing"] for row in form.cleaned_data["things"]] == [7]
    # A new row without its name is no word to drop anything: it is asked for.
    assert not posted(("", "", "a", "50")).is_valid()


def test_what_is_there_is_folded_and_empty_rows_are_opened_on_demand() -> None:
    html = drawn(ThingsForm(initial={"things": [{"thing": 1, "name": "one", "weight": "40"}]}))
    assert html.count('<details class="form-fold">') == 1
    assert re.search(r"<summary><b>one</b><span>40%</span></summary>", html)
    assert 'type="hidden" name="things-thing" value="1"' in html
    assert html.count("form-spare") == 1
    assert html.count('class="form-row"') == 1 + SPARE
    assert len(set(re.findall(r' id="([^"]+)"', html))) == html.count(' id="')


def test_where_nothing_is_there_empty_rows_stand_open() -> None:
    assert "<details" not in drawn(ThingsForm())


def test_a_row_with_a_fault_is_not_folded() -> None:
    form = posted(("1", "one", "a", "40"), ("2", "much too long", "a", "60"))
    assert not form.is_valid()
    assert len(form.errors["things"]) == 1
    assert re.findall(r'<details class="form-fold"( open)?>', drawn(form)) == ["", " open"]
    # What one form found wrong is not shown by the next.
    assert " open>" not in drawn(ThingsForm(initial={"things": [{"name": "one"}, {"name": "two"}]}))


@pytest.mark.parametrize(
    ("weights", "total"),
    [([], "0"), (["40", "60"], "100"), (["33.33", "0.5"], "33.83"), (["x", "NaN", "", "1e9"], "1000000000")],
)
def test_the_sum_of_what_was_typed_is_shown(weights: list[str], total: str) -> None:
    rows: list[dict[str, Any]] = [{"name": "one", "weight": weight} for weight in weights]
    assert shown_sum(ThingsForm(initial={"things": rows})) == total


def test_more_rows_than_allowed_are_refused() -> None:
    form = ThingsForm(MultiValueDict({"things-name": [f"n{number}" for number in range(5)]}))
    assert not form.is_valid()
    assert "4" in str(form.errors["things"])
