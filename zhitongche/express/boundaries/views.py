"""The page on which a city's organizer uploads the boundaries that the picture draws."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.acts import cleaned, sender

from . import operations, rules
from .forms import BoundariesForm


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POLICY_MANAGE)
def lay(request: SignedInRequest) -> HttpResponse:
    """The form, and the act; a county's organizer is told whose it is."""
    form = BoundariesForm(request.POST, request.FILES) if request.method == "POST" else BoundariesForm()
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _laid(request, form))
        if gone_on is not None:
            return gone_on
    refusals = [rules.why_not_lay_boundaries(posting) for posting in request.postings]
    return pages.answer(
        request, "express/boundaries/lay.html", form, {"refusal": None if None in refusals else refusals[-1]}
    )


def _laid(request: SignedInRequest, form: BoundariesForm) -> str:
    # Whose duty it is comes before what was sent.
    by = sender(rules.why_not_lay_boundaries, request.postings)
    given = cleaned(form)
    count = operations.lay_boundaries(by=by, now=request.now, data=given["file"], approval=given["approval"])
    said = ngettext(
        "The boundary of %(count)d place was taken.", "The boundaries of %(count)d places were taken.", count
    )
    messages.success(request, said % {"count": count})
    return reverse("picture:home")
