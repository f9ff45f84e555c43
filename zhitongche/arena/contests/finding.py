"""The contest that a page is about."""

from django.http import Http404

from zhitongche.foundation.web.access import SignedInRequest

from . import queries
from .models import Contest


def find(request: SignedInRequest, number: str) -> Contest:
    """The contest, if a posting of the reader's sees it. Raises Http404 else."""
    contest = queries.found(request.postings, number)
    if contest is None:
        raise Http404
    return contest
