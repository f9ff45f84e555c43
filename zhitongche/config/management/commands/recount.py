"""`ztc recount`: the kept figures written anew from what they are kept of, and what search has lost."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from zhitongche.config import searchable
from zhitongche.express.problems import operations as problems
from zhitongche.express.projects import operations as projects


class Command(BaseCommand):
    help = "Writes anew the kept figures of problems and projects, and what search lacks; says how many were wrong."

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        wrong = projects.recount(now=now)
        self.stdout.write(f"townships' figures that were wrong: {wrong}")
        wrong = problems.recount_months(now=now)
        self.stdout.write(f"counties' months that were wrong: {wrong}")
        wrong = problems.recount_projects(now=now)
        self.stdout.write(f"projects' counts of problems that were wrong: {wrong}")
        missing = searchable.build(lambda _said: None)
        self.stdout.write(f"things that search did not know: {missing}")
