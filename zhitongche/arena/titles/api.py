"""A contest's result for programs: what the caller may know of it, the sealed bundle, the public proof, certificates.

The verbs themselves stand with the contest's other verbs.
"""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.web.api import json_answer

from . import files, presenting, queries
from .schemas import CertificateOut, ResultsOut

router = Router(tags=["contests"])
certificates = Router(tags=["certificates"])


def find(request: Any, number: str) -> Contest:
    """The contest, if a posting of the caller's sees it. Raises Http404 else."""
    contest = contests.found(request.postings, number)
    if contest is None:
        raise Http404
    return contest


@router.get("/{number}/results", response=ResultsOut, url_name="contest-results")
def read_results(request: Any, number: str) -> HttpResponse:
    """Champions without rank or score, one's own place and why; the full ranking for organizers alone by name."""
    return json_answer(presenting.resource(request.postings, find(request, number)))


@router.get("/{number}/bundle", url_name="contest-bundle")
def read_bundle(request: Any, number: str) -> HttpResponse:
    """The sealed bundle, for entrants, judges, the supervisor and organizers; who had it is kept."""
    return files.bundle(request, find(request, number))


@router.get("/{number}/proof", auth=None, url_name="contest-proof")
def read_proof(request: Any, number: str) -> HttpResponse:
    """Champions by name, rules, the quota's arithmetic and the digest; for everybody, without a token."""
    contest = queries.on_notice(number)
    told = presenting.proof(contest) if contest else None
    if told is None:
        raise Http404
    return json_answer(told)


@certificates.get("/{code}", auth=None, response=CertificateOut, url_name="certificate")
def read_certificate(request: Any, code: str) -> HttpResponse:
    """Whether a certificate is true, and whether it was revoked; for everybody, without a token."""
    title = queries.certificate(code)
    if title is None:
        raise Http404
    return json_answer(presenting.certificate(title))
