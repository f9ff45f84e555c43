"""An act from a page: once under its form's key, then on to the next page; or the form again, with all that was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ..errors import BadInput, Refused
from . import idempotency
from .access import SignedInRequest


def submit(request: SignedInRequest, form: forms.BaseForm, effect: Callable[[], str]) -> HttpResponse | None:
    """Run `effect`, which answers the address to go on to; None where it was refused, and then the form says why.

    The refusal itself is left on the form as `form.refusal`, so that the page can answer with its status.
    """
    try:
        answer = idempotency.once(
            account=request.account,
            key=idempotency.key_of(request),
            address=request.path,
            fingerprint=idempotency.fingerprint(request),
            now=request.now,
            effect=lambda: idempotency.Answer(303, effect()),
        )
    except Refused as refused:
        tell(form, refused)
        return None
    return HttpResponseRedirect(answer.body, status=303)


def tell(form: forms.BaseForm, refused: Refused) -> None:
    """Write a refusal onto a form: each fault at its field, everything else at the head."""
    form.refusal = refused  # type: ignore[attr-defined]  # the page answers with its status
    if not isinstance(refused, BadInput):
        form.add_error(None, str(refused))
        return
    for name, sentence in refused.faults.items():
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, str(sentence))


def answer(request: SignedInRequest, template: str, form: forms.BaseForm, context: dict[str, Any]) -> HttpResponse:
    """The page with its form; the status is the refusal's, where there was one."""
    refused: Refused | None = getattr(form, "refusal", None)
    given = {"form": form, "key": request.POST.get(idempotency.FIELD) or idempotency.new_key(), **context}
    if refused is not None and isinstance(refused, idempotency.KeyReused):
        given["key"] = idempotency.new_key()
    return render(request, template, given, status=refused.status if refused else 200)
