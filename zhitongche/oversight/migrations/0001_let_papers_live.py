import django.db.models.deletion
from django.db import migrations, models

import zhitongche.foundation.people.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0002_the_problem_loop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "Briefing"),
                            ("notice", "Notice of a meeting"),
                            ("agenda", "Agenda"),
                            ("attendance", "Attendance sheet"),
                            ("script", "Host's script"),
                            ("minutes", "Minutes"),
                            ("rectification", "Rectification list of a meeting"),
                            ("supervision", "Supervision notice"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                ("record", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("text", models.TextField(max_length=20000)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("figures", models.JSONField(default=dict)),
                ("former", models.JSONField(default=dict)),
                ("blocks", models.JSONField(default=dict)),
                ("is_typed", models.BooleanField(default=False)),
                ("drafted_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("is_returned", models.BooleanField(default=False)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("issue_year", models.PositiveSmallIntegerField(null=True)),
                ("signer", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(null=True)),
                ("document", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("issued", "Issued"),
                            ("recall_proposed", "Recall proposed"),
                            ("recalled", "Recalled"),
                            ("discarded", "Discarded"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("event_count", models.PositiveIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "drafter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.region",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=16)),
                ("after", models.CharField(max_length=16)),
                ("body", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="oversight.paper",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
            options={
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ending", models.CharField(max_length=5)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="oversight.paper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "Briefing"),
                            ("notice", "Notice of a meeting"),
                            ("agenda", "Agenda"),
                            ("attendance", "Attendance sheet"),
                            ("script", "Host's script"),
                            ("minutes", "Minutes"),
                            ("rectification", "Rectification list of a meeting"),
                            ("supervision", "Supervision notice"),
                        ],
                        max_length=16,
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.attachment"
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.region",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                models.F("region"), models.OrderBy(models.F("id"), descending=True), name="papers_of_a_place"
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                models.F("region"),
                models.F("state"),
                models.OrderBy(models.F("id"), descending=True),
                name="papers_of_a_place_by_state",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                models.F("region"),
                models.F("kind"),
                models.OrderBy(models.F("until"), descending=True),
                name="papers_of_a_place_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                models.F("state"), models.F("id"), condition=models.Q(("state", "issued")), name="papers_to_archive"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("number",), name="a_number_names_one_paper"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("issue", ""), _negated=True),
                fields=("region", "kind", "issue_year", "issue"),
                name="an_issue_names_one_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "in_review", "discarded"]),
                    models.Q(
                        ("document__isnull", False),
                        ("issued_on__isnull", False),
                        models.Q(("signer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="what_was_issued_has_its_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperevent",
            constraint=models.UniqueConstraint(fields=("paper", "sequence"), name="one_paper_event_at_each_step"),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.UniqueConstraint(fields=("paper", "ending"), name="one_final_file_of_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.UniqueConstraint(fields=("region", "kind"), name="one_template_of_a_kind_at_a_place"),
        ),
    ]
