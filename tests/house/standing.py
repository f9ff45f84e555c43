"""The things that addresses name, made once for the walk through every door."""

from dataclasses import dataclass, field
from typing import Any

from tests.factories import approvals, contests, experts, files, people, problems, projects, sources
from tests.factories.meetings import PLAN
from tests.factories.papers import BRIEFING
from tests.house import result_doors
from zhitongche.arena.alliances.operations import found
from zhitongche.arena.contests.models import Contest, Entry, Pledge
from zhitongche.arena.indicators.operations import draw_up
from zhitongche.config.reference import INDUSTRIES, SKILLS
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.operations import dispatch
from zhitongche.express.experts.operations import enrol, load_skills
from zhitongche.express.meetings import operations as meetings
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.outcomes.operations import record as record_outcome
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.operations import finish
from zhitongche.express.problems.sheets.exporting import OUTFLOW
from zhitongche.express.problems.states import State
from zhitongche.express.projects.models import Project, ProjectFile
from zhitongche.express.projects.operations import load_industries
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.interchange import operations as sheets
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.notices.operations import keep_robot
from zhitongche.foundation.people.models import Account, ApiToken
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.search.operations import save_view
from zhitongche.oversight.papers import operations as papers
from zhitongche.oversight.papers.models import Paper


@dataclass
class Standing:
    """The things that addresses name, each with the arguments that name it."""

    cast: problems.Cast
    things: dict[str, list[tuple[Any, dict[str, Any]]]] = field(default_factory=dict)


def _sheets(cast: problems.Cast, reporter: Account) -> tuple[Job, Job]:
    """A list that the reporter has sent in and not let run yet, and one that was taken out."""
    sheet = files.upload("村,问题描述\n建新村,缺水\n".encode(), "list.csv")
    held = sheets.hold(
        sheet,
        "problems.import",
        by=cast.secretary,
        now=problems.NOW,
        owner=reporter,
        page="problems:sent_in",
        parameters={},
    )
    asked = Asked("problems", ".csv")
    done = OUTFLOW.ask(asked, account=reporter, postings=[cast.secretary], now=problems.NOW)
    return held, done


def build() -> Standing:
    """One problem that waits and one in hand, and everything that hangs on them."""
    cast = problems.cast()
    reporter = people.account("reporter", people.PASSWORD, cast.secretary.person)
    people.account("power", of=cast.power.person)
    photo = file_operations.keep_photo(
        account=reporter, upload=files.upload(files.picture()), by=cast.secretary, now=problems.NOW
    )
    waiting = problems.report(cast.secretary, photos=[photo.pk])
    working = problems.problem(cast, State.IN_PROGRESS)
    unused = file_operations.keep_photo(
        account=reporter, upload=files.upload(files.picture()), by=cast.secretary, now=problems.NOW
    )
    own = Rectification.objects.get(problem=working)
    helped, proof = _helped(cast)
    new_token(reporter, by=None, now=problems.NOW)
    token = ApiToken.objects.get(account=reporter)
    notice = Notice.objects.filter(person=cast.secretary.person_id).latest("pk")
    robot = keep_robot(by=cast.organizer, now=problems.NOW, kind="wecom", name="工作群", key="0a1b2c3d-4e5f")
    view = save_view(by=cast.secretary, now=problems.NOW, kind="problems", name="本村", query="state=pooled")
    record = AuditRecord.objects.filter(chain="450422", action="problem.claim").latest("sequence")
    department = cast.power.department
    ready, begun = _projects(cast)
    shown = ProjectFile.objects.filter(project=ready).latest("pk")
    source = sources.opened(cast.power)
    approvals.load()
    held, done = _sheets(cast, reporter)
    visit = _visit(cast, working)
    meeting = _meeting(cast, working)
    being_drafted, issued = _papers(cast)
    figure = _figure(cast, reporter)
    alliance = found(by=cast.organizer, now=problems.NOW, name="藤县第一书记联盟")
    library = draw_up(by=cast.organizer, now=problems.NOW, name="藤县指标库")
    contest, entry, promised = _contest(cast, reporter)
    entry_named = {"number": contest.number, "serial": entry.serial}
    judged = contests.judged_in(alliance, cast.organizer, cast.secretary)
    part = {"number": judged.number, "serial": 1, "judge": 1, "file": photo.pk}
    standing = Standing(cast)
    standing.things = {
        "": [(None, {})],
        "problem": [(one, {"number": one.number}) for one in (waiting, working)],
        "problem's file": [(waiting, {"number": waiting.number, "file": photo.pk})],
        "project": [(one, {"number": one.number}) for one in (ready, begun)],
        "project's file": [(ready, {"number": ready.number, "file": shown.attachment_id})],
        "source": [(source, {"number": source.number})],
        "approval": [(approvals.item("land"), {"code": "land", "number": "land"})],
        "step of an approval": [(begun, {"number": begun.number, "code": "land", "step": "submit", "paper": 1})],
        "expert": [(visit.expert, {"number": visit.expert.number})],
        "expert's file": [(visit.expert, {"number": visit.expert.number, "file": photo.pk})],
        "dispatch": [(visit, {"number": visit.number})],
        "dispatch's file": [(visit, {"number": visit.number, "file": photo.pk})],
        "alliance": [(alliance, {"number": alliance.number})],
        "judged contest": [(judged, {"number": judged.number})],
        "part of a judged contest": [(judged, part)],
        "screen of a contest": [(judged, {"key": judged.screen_key})],
        "library": [(library, {"number": library.number})],
        "contest": [(contest, {"number": contest.number})],
        "entry": [(entry, entry_named)],
        "entry's file": [(entry, {**entry_named, "file": entry.photos.get().file_id})],
        "pledge's file": [(entry, {"number": contest.number, "file": promised.photos.get().file_id})],
        "village of pledges": [(entry, {"code": entry.region_id})],
        "meeting": [(meeting, {"number": meeting.number})],
        "screen": [(meeting, {"key": meeting.screen_key})],
        "paper": [(one, {"number": one.number}) for one in (being_drafted, issued)],
        "figure of a paper": [(issued, {"number": issued.number, "key": "received"})],
        "file of a paper": [(issued, {"number": issued.number, "ending": "txt"})],
        "figure of the picture": [(None, {"figure": "in_time"})],
        "outcome": [(figure, {"number": figure.number})],
        "outcome's file": [(figure, {"number": figure.number, "file": figure.files.get().attachment_id})],
        "village of outcomes": [(figure, {"code": figure.village_id})],
        "promise": [(one, {"number": one.number}) for one in (own, helped)],
        "promise's file": [(helped, {"number": helped.number, "file": proof.pk})],
        "own file": [(unused, {"file_id": unused.pk})],
        "notice": [(notice, {"pk": notice.pk})],
        "robot": [(robot, {"key": robot.pk})],
        "record": [(record, {"chain": record.chain, "sequence": record.sequence})],
        "place of settings": [(cast.organizer.region, {"place": "450422", "number": "450422"})],
        "region": [(cast.secretary.region, {"code": "450422107"})],
        "token": [(token, {"key": token.pk})],
        "person": [(cast.power.person, {"key": cast.power.person_id, "number": cast.power.person_id})],
        "department": [(department, {"code": "450422-01", "number": "450422-01"})],
        "posting": [(cast.power, {"key": cast.power.pk, "number": cast.power.pk})],
        "status": [(None, {"status": 404})],
        "saved view": [(view, {"key": view.pk, "number": view.pk})],
        "held sheet": [(held, {"key": held.pk})],
        "done job": [(done, {"key": done.pk})],
        "nothing": [(None, {"rest": "no/such/thing"})],
        **result_doors.things(cast, alliance),
    }
    return standing


def _projects(cast: problems.Cast) -> tuple[Project, Project]:
    """One that is planned and could be submitted, and one whose works have begun."""
    load_industries(INDUSTRIES, now=problems.NOW)
    keep: Any = cast
    return projects.ready(keep), projects.brought_to(ProjectState.UNDER_WAY, keep)


def _contest(cast: problems.Cast, reporter: Account) -> tuple[Contest, Entry, Pledge]:
    """A bout of an alliance of 藤县 whose one member is the secretary of 建新村; entries are shown, a pledge is kept."""
    return contests.shown(by=cast.organizer, secretary=cast.secretary, account=reporter)


def _figure(cast: problems.Cast, reporter: Account) -> Outcome:
    """A dividend of 建新村 with the photo that proves it."""
    photo = file_operations.keep_photo(
        account=reporter, upload=files.upload(files.picture()), by=cast.secretary, now=problems.NOW
    )
    given = {"kind": "dividend", "period": "2026Q1", "amount": 120000, "people": 52, "source": "分红名册"}
    return record_outcome(by=cast.secretary, now=problems.NOW, photos=[photo.pk], **given)


def _visit(cast: problems.Cast, about: Problem) -> Dispatch:
    """An expert of 藤县 without an account, asked to come about a problem."""
    load_skills(SKILLS, now=problems.NOW)
    whom = enrol(by=cast.organizer, now=problems.NOW, **experts.ENTRY)
    given = {**experts.TASK, "expert": whom.number, "problem": about.number}
    return dispatch(by=cast.organizer, now=problems.NOW, **given)


def _meeting(cast: problems.Cast, about: Problem) -> Meeting:
    """One of 藤县 that hears a problem which the power department leads; the invitations are out."""
    made = meetings.plan(by=cast.organizer, now=problems.NOW, **PLAN)
    meetings.add_item(made, by=cast.organizer, now=problems.NOW, problems=[about.number])
    return meetings.invite(made, by=cast.organizer, now=problems.NOW)


def _papers(cast: problems.Cast) -> tuple[Paper, Paper]:
    """A briefing of 藤县 that its organizer is drafting, and one that its leader has signed."""
    drafted, issued = (papers.draft(by=cast.organizer, now=problems.NOW, **BRIEFING) for _time in range(2))
    papers.submit(issued, by=cast.organizer, now=problems.NOW)
    papers.issue(issued, by=people.posting("leader", "450422"), now=problems.NOW, issue="第1期")
    return drafted, issued


def _helped(cast: problems.Cast) -> tuple[Rectification, Attachment]:
    """A promise that the water department has kept, and the photo that shows it."""
    problem = problems.act("support", problems.problem(cast, State.POOLED), cast.water)
    item = Rectification.objects.get(problem=problem)
    photo = file_operations.keep_photo(
        account=people.account("water", of=cast.water.person),
        upload=files.upload(files.picture()),
        by=cast.water,
        now=problems.NOW,
    )
    finish(item, by=cast.water, now=problems.LATER, text="已迁移电表。", photos=[photo.pk])
    return item, photo
