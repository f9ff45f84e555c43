"""The series that numbers of problems, projects and dispatches are drawn from."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out for a prefix and a year; its row is the lock under which the next one is drawn."""

    pk = models.CompositePrimaryKey("prefix", "year")
    prefix = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
