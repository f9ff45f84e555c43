import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import zhitongche.foundation.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0007_keep_outcomes"),
        ("foundation", "0002_the_problem_loop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
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
                ("title", models.CharField(max_length=120)),
                ("task", models.TextField(max_length=1000)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
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
                            ("proposed", "Proposed"),
                            ("accepted", "Accepted"),
                            ("visited", "Visited"),
                            ("rated", "Rated"),
                            ("declined", "Declined"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("proposed_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("visited_on", models.DateField(null=True)),
                ("report", models.TextField(blank=True, max_length=2000)),
                ("advice", models.TextField(blank=True, max_length=2000)),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "Good: it helped"),
                            ("fair", "Fair: it helped in part"),
                            ("poor", "Poor: it did not help"),
                        ],
                        max_length=4,
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=500)),
                ("event_count", models.PositiveIntegerField(default=1)),
                (
                    "problem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="express.problem",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="express.project",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="express.dispatch",
                    ),
                ),
                (
                    "sender",
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
            name="DispatchFile",
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
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="express.dispatch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("", "Not said"), ("male", "Male"), ("female", "Female")], max_length=6
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("post", models.CharField(blank=True, max_length=100)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("industries", models.CharField(blank=True, max_length=200)),
                ("proof", models.TextField(blank=True, max_length=500)),
                ("was_first_secretary", models.BooleanField(default=False)),
                ("served_as", models.CharField(blank=True, max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("enrolled_at", models.DateTimeField()),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                ("event_count", models.PositiveIntegerField(default=1)),
                ("open_count", models.PositiveIntegerField(default=0)),
                ("visit_count", models.PositiveIntegerField(default=0)),
                ("good_count", models.PositiveIntegerField(default=0)),
                ("fair_count", models.PositiveIntegerField(default=0)),
                ("poor_count", models.PositiveIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.person",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.region"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="dispatch",
            name="expert",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispatches",
                to="express.expert",
            ),
        ),
        migrations.CreateModel(
            name="ExpertArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_home", models.BooleanField(default=False)),
                (
                    "expert",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="express.expert",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.region"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_home", "region"],
            },
        ),
        migrations.CreateModel(
            name="ExpertEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=12)),
                ("after", models.CharField(max_length=12)),
                ("body", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="express.expert",
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
        ),
        migrations.CreateModel(
            name="ExpertPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekdays", models.PositiveSmallIntegerField(default=0)),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="periods", to="express.expert"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("code", models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=60)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="express.skill",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="ExpertSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "expert",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expert_skills",
                        to="express.expert",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="express.skill"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="expert",
            name="skills",
            field=models.ManyToManyField(related_name="+", through="express.ExpertSkill", to="express.skill"),
        ),
        migrations.CreateModel(
            name="TakenDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.CharField(max_length=40)),
                (
                    "expert",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_days",
                        to="express.expert",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DispatchEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=12)),
                ("after", models.CharField(max_length=12)),
                ("body", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="express.dispatch",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dispatch", "sequence"), name="one_dispatch_event_at_each_step")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["village", "-proposed_at", "-id"], name="dispatches_of_a_village"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["county", "-proposed_at", "-id"], name="dispatches_of_a_county"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["city", "-proposed_at", "-id"], name="dispatches_of_a_city"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["expert", "-proposed_at", "-id"], name="dispatches_of_an_expert"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["state", "due_on"], name="dispatches_that_wait"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(fields=("number",), name="one_dispatch_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("problem", None), ("project__isnull", False)),
                    models.Q(("problem__isnull", False), ("project", None)),
                    _connector="OR",
                ),
                name="a_dispatch_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="a_dispatch_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="expertarea",
            constraint=models.UniqueConstraint(fields=("expert", "region"), name="an_area_once_of_an_expert"),
        ),
        migrations.AddConstraint(
            model_name="expertevent",
            constraint=models.UniqueConstraint(fields=("expert", "sequence"), name="one_expert_event_at_each_step"),
        ),
        migrations.AddConstraint(
            model_name="expertskill",
            constraint=models.UniqueConstraint(fields=("expert", "skill"), name="a_skill_once_of_an_expert"),
        ),
        migrations.AddIndex(
            model_name="expert",
            index=models.Index(fields=["-enrolled_at", "-id"], name="experts_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(fields=("number",), name="one_expert_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phone", ""), _negated=True),
                fields=("name", "phone"),
                name="one_expert_of_a_name_and_phone",
            ),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)), fields=("person",), name="one_expert_of_a_person"
            ),
        ),
        migrations.AddIndex(
            model_name="takenday",
            index=models.Index(fields=["number"], name="days_of_a_dispatch"),
        ),
        migrations.AddConstraint(
            model_name="takenday",
            constraint=models.UniqueConstraint(fields=("expert", "day"), name="one_dispatch_of_an_expert_a_day"),
        ),
    ]
