"""`/healthz`: whether this process can serve, for load balancers and the supervisor."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .access import opened


@opened
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" where the database answers one statement, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        # A broken connection is dropped, so that the next question asks a new one.
        connection.close()
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
