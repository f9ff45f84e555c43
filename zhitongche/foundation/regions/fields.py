"""A form's field for one place: searched by name, initials or code; without script the server finds or offers."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..people.models import Posting
from ..web.forms import Option, PickerField, SearchPicker
from . import queries, rules, search
from .models import Level, Region

LEVELS = {level.name.lower(): level for level in Level}
# A place as the field itself writes it, name and code, is seldom longer.
LONGEST_PLACE = 50
_PARTS = re.compile(r"[,，、;；\n]+")
_CODE = re.compile(r"\d{2,12}")


def options_of(regions: Iterable[Region]) -> tuple[Option, ...]:
    """Places as cards: the name, and under it the full name that tells it from its namesakes. One statement."""
    places = list(regions)
    called = queries.full_names(place.code for place in places)
    return tuple(Option(place.code, place.short_name, called.get(place.code, place.code)) for place in places)


class RegionPicker(SearchPicker):
    """The search field, asking for places of one level only, and showing the place a form begins with."""

    level = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if isinstance(value, str) and value and not self.options:
            self.options = options_of(Region.objects.filter(pk=value))
        context = super().get_context(name, value, attrs)
        if self.level:
            context["widget"]["source"] = f"{self.source}?{urlencode({'level': self.level})}"
        return context


class RegionField(PickerField):
    """The code of one place that is open. `level` is a level's name (village); `narrow` says how far the reader sees."""

    default_error_messages = {
        "unknown": _("There is no place with the code %(code)s."),
        "outside": _("“%(name)s” lies outside your area."),
        "level": _("“%(name)s” is not a place of the level asked for here."),
        "short": _("Two characters of the name are needed, or its initials, or its code."),
    }

    def __init__(self, *, level: str = "", **kwargs: Any) -> None:
        super().__init__(source="regions:pick", **kwargs)
        self.level = LEVELS[level] if level else None
        self.widget = RegionPicker("regions:pick")
        self.widget.level = level
        self.widget.is_required = self.required
        self.scopes: tuple[str, ...] = ("",)
        self.day: date | None = None

    def narrow(self, postings: Iterable[Posting], day: date) -> None:
        """Only places inside these postings' areas, open on `day`. Until then: every place open today."""
        self.scopes, self.day = tuple(posting.scope for posting in postings), day

    def clean(self, value: tuple[str, str] | None) -> str | None:
        """The code chosen, or typed, or the only one that the words find; what was typed or found stays on the form.

        Faults: unknown code, outside the area, closed (on
        what day, merged into what), wrong level, nothing found, several found.
        """
        chosen, words = value or ("", "")
        words = words.strip()
        if chosen:
            return self._checked(chosen)
        if not words:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if words.isascii() and words.isdigit():
            return self._checked(words)
        return self._only(words)

    def _reach(self) -> search.Reach:
        return search.within_scopes(self.scopes, self.day or timezone.localdate(), self.level)

    def _only(self, words: str) -> str:
        reach = self._reach()
        found = search.search(words, reach)
        self.widget.options = options_of(found)
        if len(found) == 1:
            return found[0].code
        if found:
            raise ValidationError(self.error_messages["several"], code="several")
        code = "short" if len(words) < 2 else "none"
        raise ValidationError(self.error_messages[code], code=code)

    def _checked(self, text: str) -> str:
        reach = self._reach()
        place = queries.resolve(text)
        if place is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"code": text[:20]})
        if not any(place.code.startswith(scope) for scope in reach.scopes):
            raise ValidationError(self.error_messages["outside"], code="outside", params={"name": place.short_name})
        if refusal := rules.why_not_open(place, reach.day):
            raise ValidationError(str(refusal), code="closed")
        if reach.level and place.level != reach.level:
            raise ValidationError(self.error_messages["level"], code="level", params={"name": place.short_name})
        self.widget.options = options_of([place])
        return place.code


class PlacesField(forms.CharField):
    """Places as words or codes, parted by commas or lines; they are looked up where they are kept."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **kwargs)
        self.limit = limit

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        if len(text) > self.limit * LONGEST_PLACE:
            raise ValidationError(_("This is too long."), code="max_length")
        words = [word for part in _PARTS.split(text) if (word := part.strip())]
        if len(words) > self.limit:
            raise ValidationError(_("At most %(limit)d places."), code="many", params={"limit": self.limit})
        return [_code_or_word(word) for word in words]

    def prepare_value(self, value: Any) -> Any:
        """Codes as names with the code beside each, so that sending the form again means the same places."""
        if not isinstance(value, list | tuple):
            return value
        called = queries.full_names(value)
        return "、".join(f"{called.get(code, '')}({code})" for code in value)


def _code_or_word(word: str) -> str:
    code = _CODE.search(word)
    return code[0] if code else word


def narrow(form: forms.BaseForm, postings: Iterable[Posting], day: date) -> None:
    """Tell every place field of a form how far its reader sees."""
    held = tuple(postings)
    for field in form.fields.values():
        if isinstance(field, RegionField):
            field.narrow(held, day)
