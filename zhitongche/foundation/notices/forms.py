"""What the pages of channels and robots send: shape, type and limits. `schemas.py` holds the API's twin of the first."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Channel, Robot

PHONE, EMAIL, USER_ID, NAME, KEY, ADDRESS = 40, 100, 64, 40, 128, 300
MOST_CHANNELS = len(Channel)


class OrderInput(forms.Widget):
    """One list to choose from for each place in the order; what is left empty is no channel."""

    template_name = "foundation/form/order.html"
    choices: Any = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or ()
        return [one for one in dict.fromkeys(given) if one]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        options, chosen = list(self.choices), list(value or ())
        context["widget"]["places"] = [
            [{"value": each, "label": label, "is_chosen": chosen[at : at + 1] == [each]} for each, label in options]
            for at in range(sum(1 for each, _label in options if each))
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1"


class OrderField(forms.MultipleChoiceField):
    """Some of the choices, in the order given."""

    widget = OrderInput
    limit = MOST_CHANNELS


class TimeInput(forms.TimeInput):
    """The browser's own clock; the value travels as 21:00 in every language."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _user_id(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=USER_ID, required=False, help_text=help_text)


class ChannelsForm(forms.Form):
    channels = OrderField(
        label=_("Outside the product, first by"),
        choices=Channel.choices,
        required=False,
        help_text=_("If one fails, the next is tried. Empty: nothing leaves the product."),
    )
    phone = forms.CharField(
        label=_("Phone for messages"),
        max_length=PHONE,
        required=False,
        help_text=_("Empty: the one in the register."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    wecom_id = _user_id(_("User id in WeCom"), _("Your administrator of WeCom knows it."))
    dingtalk_id = _user_id(_("User id in DingTalk"), _("Your administrator of DingTalk knows it."))
    email = forms.EmailField(label=_("E-mail address"), max_length=EMAIL, required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=TimeInput(), initial=time(21), help_text=_("From then on nothing is sent.")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        widget=TimeInput(),
        initial=time(7, 30),
        help_text=_("The same time twice: no quiet hours."),
    )


# Which field tells where a channel leads.
FIELD_OF: dict[str, str] = {
    Channel.SMS: "phone",
    Channel.WECOM: "wecom_id",
    Channel.DINGTALK: "dingtalk_id",
    Channel.EMAIL: "email",
}


def narrow(form: forms.BaseForm, channels: list[Channel]) -> None:
    """Leave in the form what the office has: other channels and their addresses are not offered."""
    able = [(channel.value, channel.label) for channel in channels]
    form.fields["channels"].choices = able  # type: ignore[attr-defined]  # an OrderField
    form.fields["channels"].widget.choices = [("", "—"), *able]
    for channel, field in FIELD_OF.items():
        if channel not in channels:
            form.fields[field].widget = forms.HiddenInput()


class TestForm(forms.Form):
    channel = forms.ChoiceField(choices=Channel.choices)


class RobotForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("robot", "Of"), choices=Robot.Kind.choices, widget=forms.RadioSelect())
    name = forms.CharField(label=_("Name of the group"), max_length=NAME)
    key = forms.CharField(
        label=_("Key, or the whole address that the robot shows"),
        max_length=ADDRESS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Secret for signing"),
        max_length=KEY,
        required=False,
        help_text=_("DingTalk only, where the robot was set to “signed” (加签)."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NothingForm(forms.Form):
    """For an act that needs nothing but the press of its button."""
