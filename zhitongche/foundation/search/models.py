"""What can be found: one document a thing; and the narrowings that somebody keeps under a name."""

from django.db import models
from django.utils.translation import pgettext_lazy

from ..audit.chain import chain_of
from ..people.models import Person


class SearchDocument(models.Model):
    """The folded words of one thing. Its tokens stand beside it, in a form of each database's own: `engines.py`."""

    kind = models.CharField(max_length=12)
    key = models.BigIntegerField()
    # By which the newest come first.
    at = models.DateTimeField()
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    # What was said since.
    later = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_document_of_a_thing")]


class SavedView(models.Model):
    """A narrowing of a list, or a search, that a person keeps under a name; at most `rules.MOST_VIEWS`."""

    class Kind(models.TextChoices):
        PROBLEMS = "problems", pgettext_lazy("saved view", "List of problems")
        SEARCH = "search", pgettext_lazy("saved view", "Search")

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=30)
    # The part of the address behind the question mark.
    query = models.CharField(max_length=500)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "name"], name="one_saved_view_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of("")

    @property
    def audit_id(self) -> str:
        return str(self.pk)
