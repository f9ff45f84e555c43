"""How the lists of problems go out from the pages, over the API and by the command."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.outflow import Outflow
from zhitongche.foundation.permissions.catalogue import Permission

from .rows import LISTS

OUTFLOW = Outflow("problems.export", _("List of problems"), "problem.export", Permission.PROBLEM_READ, LISTS)
