import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import zhitongche.express.meetings.models.meeting
import zhitongche.foundation.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("express", "0010_prove_what_experts_know"),
        ("foundation", "0002_the_problem_loop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("solved", "Solved on the spot"),
                            ("measures", "Measures by a date"),
                            ("survey", "Site survey on a date"),
                            ("raised_to_city", "Raised to the city"),
                            ("explained", "Explained"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("due_on", models.DateField(null=True)),
                ("speaker", models.CharField(blank=True, max_length=60)),
                ("recorded_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DraftReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("solved", "Solved on the spot"),
                            ("measures", "Measures by a date"),
                            ("survey", "Site survey on a date"),
                            ("raised_to_city", "Raised to the city"),
                            ("explained", "Explained"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("due_on", models.DateField(null=True)),
                ("filed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("returned", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("attendees", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "presence",
                    models.CharField(
                        blank=True,
                        choices=[("present", "Present"), ("absent", "Absent"), ("excused", "Excused")],
                        max_length=8,
                    ),
                ),
                ("came", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="ItemDepartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=60)),
                ("starts_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("place", models.CharField(max_length=100)),
                ("host", models.CharField(blank=True, max_length=60)),
                ("note", models.TextField(blank=True, max_length=500)),
                ("rooms", models.JSONField(blank=True, default=zhitongche.express.meetings.models.meeting.one_room)),
                ("slot_minutes", models.PositiveSmallIntegerField(default=10)),
                ("draft_due_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
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
                            ("planned", "Planned"),
                            ("invited", "Invited"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                (
                    "due_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(models.Q(("state", "closed"), _negated=True), then=models.F("starts_on"))
                        ),
                        output_field=models.DateField(null=True),
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("is_called_off", models.BooleanField(default=False)),
                ("current_since", models.DateTimeField(null=True)),
                ("is_clock_shown", models.BooleanField(default=False)),
                ("item_count", models.PositiveSmallIntegerField(default=0)),
                ("answered_count", models.PositiveSmallIntegerField(default=0)),
                ("promise_count", models.PositiveSmallIntegerField(default=0)),
                ("event_count", models.PositiveIntegerField(default=1)),
                ("screen_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("before", models.CharField(blank=True, max_length=8)),
                ("after", models.CharField(max_length=8)),
                ("body", models.JSONField(default=dict)),
                (
                    "salt",
                    models.CharField(
                        default=zhitongche.foundation.people.models.new_salt, editable=False, max_length=32
                    ),
                ),
            ],
            options={
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="MeetingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("room", models.PositiveSmallIntegerField(default=0)),
                ("starts_at", models.DateTimeField(null=True)),
                ("read_back_at", models.DateTimeField(null=True)),
                ("answer_version", models.PositiveSmallIntegerField(default=0)),
                ("is_carried_over", models.BooleanField(default=False)),
                ("closed_elsewhere", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="rectification",
            name="meeting",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name="rectification",
            index=models.Index(
                models.F("meeting"),
                models.F("id"),
                condition=models.Q(("meeting", ""), _negated=True),
                name="rectification_meeting",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.department",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="recorded_by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.posting"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="rectification",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="express.rectification"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="signed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.posting",
            ),
        ),
        migrations.AddField(
            model_name="draftreply",
            name="approved_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.posting",
            ),
        ),
        migrations.AddField(
            model_name="draftreply",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.department",
            ),
        ),
        migrations.AddField(
            model_name="draftreply",
            name="filed_by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.posting"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="acknowledged_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.posting",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.department",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="village",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.region",
            ),
        ),
        migrations.AddField(
            model_name="itemdepartment",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.department",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="organizer",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.posting"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="region",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.region"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="meeting",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="express.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meetingevent",
            name="meeting",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="events", to="express.meeting"
            ),
        ),
        migrations.AddField(
            model_name="meetingevent",
            name="posting",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.posting"
            ),
        ),
        migrations.AddField(
            model_name="meetingitem",
            name="meeting",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="items", to="express.meeting"
            ),
        ),
        migrations.AddField(
            model_name="meetingitem",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meeting_items", to="express.problem"
            ),
        ),
        migrations.AddField(
            model_name="meetingitem",
            name="unkept",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="express.rectification",
            ),
        ),
        migrations.AddField(
            model_name="meetingitem",
            name="village",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.region"
            ),
        ),
        migrations.AddField(
            model_name="meetingitem",
            name="county",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Substr("village", 1, 6),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AddField(
            model_name="itemdepartment",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parties",
                to="express.meetingitem",
            ),
        ),
        migrations.AddField(
            model_name="draftreply",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="express.meetingitem",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="express.meetingitem",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["region", "-starts_at", "-id"], name="meetings_of_a_place"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["region", "state", "due_on", "id"], name="meetings_that_wait"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("number",), name="a_number_names_one_meeting"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("department__isnull", False)),
                fields=["department", "meeting"],
                name="invitations_of_a_department",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("village__isnull", False)),
                fields=["village", "meeting"],
                name="invitations_of_a_village",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("meeting", "department"), name="one_invitation_of_a_department"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("meeting", "village"), name="one_invitation_of_a_village"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department", None), ("village__isnull", False)),
                    models.Q(("department__isnull", False), ("village", None)),
                    _connector="OR",
                ),
                name="an_invitation_is_a_departments_or_a_villages",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingevent",
            constraint=models.UniqueConstraint(fields=("meeting", "sequence"), name="one_meeting_event_at_each_step"),
        ),
        migrations.AddIndex(
            model_name="meetingitem",
            index=models.Index(fields=["meeting", "position", "id"], name="items_in_order"),
        ),
        migrations.AddIndex(
            model_name="meetingitem",
            index=models.Index(fields=["village", "meeting"], name="items_of_a_village"),
        ),
        migrations.AddIndex(
            model_name="meetingitem",
            index=models.Index(fields=["county", "meeting"], name="items_of_a_county"),
        ),
        migrations.AddConstraint(
            model_name="meetingitem",
            constraint=models.UniqueConstraint(fields=("meeting", "problem"), name="a_problem_is_heard_once_a_meeting"),
        ),
        migrations.AddIndex(
            model_name="itemdepartment",
            index=models.Index(models.F("department"), models.F("item"), name="items_of_a_department"),
        ),
        migrations.AddConstraint(
            model_name="itemdepartment",
            constraint=models.UniqueConstraint(fields=("item", "department"), name="a_department_answers_an_item_once"),
        ),
        migrations.AddIndex(
            model_name="draftreply",
            index=models.Index(models.F("department"), models.F("approved_at"), name="drafts_of_a_department"),
        ),
        migrations.AddConstraint(
            model_name="draftreply",
            constraint=models.UniqueConstraint(fields=("item", "department"), name="one_draft_of_a_department"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(models.F("department"), models.F("signed_at"), name="answers_of_a_department"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("item", "department"), name="one_answer_of_a_department"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["measures", "survey"]), _negated=True),
                    ("due_on__isnull", False),
                    _connector="OR",
                ),
                name="a_dated_answer_has_a_date",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="current",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="express.meetingitem",
            ),
        ),
        migrations.CreateModel(
            name="TimetableSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("wishes", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for its turn"),
                            ("running", "Being looked for"),
                            ("done", "Found"),
                            ("failed", "Not found"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("is_stop_asked", models.BooleanField(default=False)),
                ("progress", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("lease_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.posting",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search", to="express.meeting"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["asked_at"],
                        name="search_to_do",
                    )
                ],
            },
        ),
    ]
