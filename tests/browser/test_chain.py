"""The library in figures, and why a project is stuck: from the list to the one sentence, from there to the department."""

import pytest

from tests.browser.conftest import Come
from tests.factories import people, problems, projects
from zhitongche.express.problems import operations as loop

pytestmark = pytest.mark.django_db


def test_from_the_figures_to_whoever_holds_it(committed: str, come: Come) -> None:
    problems.categories()
    cast = projects.cast()
    people.account("organizer", people.PASSWORD, cast.organizer.person)
    power = people.posting("department_liaison", people.department("450422-01", "藤县供电局"), people.person("李志明"))
    project = projects.ready(cast)
    projects.planned(cast.neighbour, title="村道硬化")
    held = problems.report(cast.secretary, project=project.number)
    loop.accept(held, by=cast.organizer, now=projects.NOW)
    loop.claim(held, by=power, now=projects.NOW, **problems.PLAN)
    reader = come().sign_in(cast.organizer)
    reader.open("/projects/")
    reader.follow(reader.say("The library in figures"))
    reader.seen("the-library-in-figures")
    reader.open(f"/projects/{project.number}/")
    reader.seen("a-project-with-its-problem")
    reader.follow(reader.say("Why is it stuck?"))
    reader.reads(reader.say("Why is it stuck?"))
    reader.seen("why-it-is-stuck")
    reader.open("/chains/?department=450422-01")
    reader.seen("what-waits-for-a-department")
    reader.open(f"/problems/{held.number}/")
    reader.seen("a-problem-with-its-project")
    reader.leaves_no_fault()
