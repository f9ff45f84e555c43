"""How a form is drawn: the renderer, and the few widgets Django has not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PageFormRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` in the product's own templates."""

    form_template_name = "foundation/form/_form.html"
    field_template_name = "foundation/form/_field.html"


class DateInput(forms.DateInput):
    """The browser's own calendar; the value travels as 2026-03-27 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True)
class Option:
    """One thing a search found: what is sent, what is read, and what tells it from its namesakes."""

    value: str
    label: str | Promise
    detail: str | Promise = ""


class SearchPicker(forms.TextInput):
    """A search field with its finds under it as cards; without script the words are searched when the form is sent.

    `source` is the name of the address that answers a search with `foundation/form/_options.html`.
    """

    template_name = "foundation/form/picker.html"

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = reverse_lazy(source)
        self.options: tuple[Option, ...] = ()
        self.text = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> "SearchPicker":
        """What one form found must not be shown by the next."""
        copied: SearchPicker = super().__deepcopy__(memo)
        copied.options, copied.text = (), ""
        return copied

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str]:
        self.text = data.get(f"{name}_q") or ""
        return data.get(name) or "", self.text

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_q" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = value[0] if isinstance(value, tuple) else value
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "source": self.source,
            "text": self.text,
            "options": self.options,
            "chosen": str(chosen or ""),
        }
        return context

    def format_value(self, value: Any) -> None:
        return None


class PickerField(forms.Field):
    """Picks one of a great many things by searching; no list of choices that grows with villages or people.

    `find(words)` gives what a search finds, `get(value)` the thing behind an option's value or None. Both are set by
    the form, which knows how far its reader may see.
    """

    default_error_messages = {
        "none": _("Nothing found. Try two characters of the name, or its initials."),
        "several": _("Several match: please choose one."),
        "gone": _("This cannot be chosen here."),
    }

    def __init__(self, *, source: str, **kwargs: Any) -> None:
        super().__init__(widget=SearchPicker(source), **kwargs)
        self.find: Callable[[str], Iterable[Option]] = lambda words: ()
        self.get: Callable[[str], Any] = lambda value: None

    def clean(self, value: tuple[str, str] | None) -> Any:
        """The thing chosen, or the only one that the words find; None where nothing was said and nothing is required."""
        chosen, words = value or ("", "")
        if chosen:
            return self._thing(chosen)
        if not words.strip():
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = self.widget.options = tuple(self.find(words))
        if len(found) == 1:
            return self._thing(found[0].value)
        raise ValidationError(self.error_messages["several" if found else "none"], code="several")

    def _thing(self, value: str) -> Any:
        if (thing := self.get(value)) is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return thing
