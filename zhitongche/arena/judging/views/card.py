"""The way in for a judge from outside: a one-time card."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.web import pages, rates
from zhitongche.foundation.web.access import opened

from .. import forms, operations, presenting

# Guesses from all who have no account count together: a card has sixty bits, and a hall has few judges.
NOBODY = 0


@require_http_methods(["GET", "POST"])
@opened
def card(request: Any) -> HttpResponse:
    """Type the code of a card and come in by it, once."""
    form = forms.CardForm(request.POST or None)
    if request.method == "POST":
        rates.count(NOBODY, request.method, request.now.timestamp())
    if request.method == "POST" and form.is_valid():
        try:
            seat, account = operations.use_card(now=request.now, code=form.cleaned_data["code"])
        except BadInput as wrong:
            pages.tell(form, wrong)
        else:
            account.backend = "zhitongche.foundation.people.signin.NameOrPhoneBackend"
            get_adapter(request).login(request, account)
            return HttpResponseRedirect(presenting.address(seat.contest, "desk"), status=303)
    status = 422 if request.method == "POST" else 200
    return render(request, "arena/judging/card.html", {"form": form, "title": _("Come in by a card")}, status=status)
