from decimal import Decimal

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import zhitongche.express.outcomes.hundredths
import zhitongche.foundation.money
import zhitongche.foundation.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0006_add_the_project_library"),
        ("foundation", "0002_the_problem_loop"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutcomeTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "township", "kind", "period", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("township", models.CharField(max_length=9)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("collective_income", "Collective income"),
                            ("villager_income", "Added income of villagers"),
                            ("dividend", "Dividends"),
                            ("area", "Planted area"),
                            ("jobs", "Jobs"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period", models.CharField(max_length=6)),
                ("count", models.IntegerField(default=0)),
                ("checked_count", models.IntegerField(default=0)),
                ("amount", zhitongche.foundation.money.MoneyField(default=Decimal(0))),
                ("area", zhitongche.express.outcomes.hundredths.HundredthsField(default=Decimal(0))),
                ("people", models.BigIntegerField(default=0)),
                ("people_count", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                (
                    "township",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr("village", 1, 9),
                        output_field=models.CharField(max_length=9),
                    ),
                ),
                (
                    "county",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr("village", 1, 6),
                        output_field=models.CharField(max_length=6),
                    ),
                ),
                (
                    "city",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr("village", 1, 4),
                        output_field=models.CharField(max_length=4),
                    ),
                ),
                (
                    "province",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr("village", 1, 2),
                        output_field=models.CharField(max_length=2),
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("collective_income", "Collective income"),
                            ("villager_income", "Added income of villagers"),
                            ("dividend", "Dividends"),
                            ("area", "Planted area"),
                            ("jobs", "Jobs"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period", models.CharField(max_length=6)),
                ("amount", zhitongche.foundation.money.MoneyField(null=True)),
                ("people", models.PositiveIntegerField(null=True)),
                ("area", zhitongche.express.outcomes.hundredths.HundredthsField(null=True)),
                ("source", models.CharField(max_length=200)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("recorded", "To be checked"), ("checked", "Checked"), ("withdrawn", "Withdrawn")],
                        default="recorded",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("soon_on", models.DateField(null=True)),
                ("event_count", models.PositiveIntegerField(default=0)),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="express.project",
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutcomeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=10)),
                ("after", models.CharField(max_length=10)),
                ("body", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="express.outcome",
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
            name="OutcomeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.attachment"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="express.outcomeevent",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="express.outcome",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutcomeTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("collective_income", "Collective income"),
                            ("villager_income", "Added income of villagers"),
                            ("dividend", "Dividends"),
                            ("area", "Planted area"),
                            ("jobs", "Jobs"),
                        ],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("q1", zhitongche.express.outcomes.hundredths.HundredthsField(null=True)),
                ("q2", zhitongche.express.outcomes.hundredths.HundredthsField(null=True)),
                ("q3", zhitongche.express.outcomes.hundredths.HundredthsField(null=True)),
                ("q4", zhitongche.express.outcomes.hundredths.HundredthsField(null=True)),
                ("set_at", models.DateTimeField()),
                ("former", models.JSONField(default=list)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
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
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("county"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_county",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("county"),
                models.F("kind"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_county_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("county"),
                models.F("state"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_county_state",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("county"),
                models.F("period"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_county_period",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("city"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_city",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("city"),
                models.F("kind"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_city_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("city"),
                models.F("state"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_city_state",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("city"),
                models.F("period"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_city_period",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("province"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_province",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("province"),
                models.F("kind"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_province_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("province"),
                models.F("state"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_province_state",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("province"),
                models.F("period"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_province_period",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("village"),
                models.OrderBy(models.F("recorded_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="outcome_village",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                models.F("township"),
                models.F("due_on"),
                models.F("id"),
                condition=models.Q(("state", "recorded")),
                name="outcome_to_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(fields=("number",), name="a_number_names_one_outcome"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("project__isnull", True), models.Q(("state", "withdrawn"), _negated=True)),
                fields=("village", "kind", "period"),
                name="one_outcome_of_a_village",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("project__isnull", False), models.Q(("state", "withdrawn"), _negated=True)),
                fields=("village", "kind", "period", "project"),
                name="one_outcome_of_a_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area__isnull", False), ("kind", "area")),
                    models.Q(("kind", "jobs"), ("people__isnull", False)),
                    models.Q(models.Q(("kind__in", ["area", "jobs"]), _negated=True), ("amount__isnull", False)),
                    _connector="OR",
                ),
                name="an_outcome_has_its_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                    models.Q(("area__isnull", True), ("area__gte", 0), _connector="OR"),
                ),
                name="no_outcome_is_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomeevent",
            constraint=models.UniqueConstraint(fields=("outcome", "sequence"), name="one_outcome_event_at_each_step"),
        ),
        migrations.AddIndex(
            model_name="outcomefile",
            index=models.Index(fields=["outcome", "event", "position"], name="files_of_an_outcome"),
        ),
        migrations.AddConstraint(
            model_name="outcometarget",
            constraint=models.UniqueConstraint(fields=("region", "kind", "year"), name="one_target_of_a_year"),
        ),
    ]
