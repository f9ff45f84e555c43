"""The office's own working days and days off, where they differ from the package's table."""

from django.db import models


class WorkdayException(models.Model):
    """A day that an office declared to be otherwise than the holiday table says."""

    day = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)
