"""Two at once: an entry is in before it closes or refused, the clock closes once, each learns once."""

from tests.factories import contests
from tests.factories.contests import ENTRIES_CLOSE, NOW
from zhitongche.arena.contests import operations, queries
from zhitongche.arena.contests.models import Contest, ContestEvent, Entry, Learn
from zhitongche.arena.contests.states import State
from zhitongche.foundation.errors import BadInput, NotNow


def test_an_entry_is_in_before_the_closing_or_refused(committed, in_threads, rounds):
    cast = contests.cast()
    for _one in range(rounds(short=2, long=10)):
        made = contests.contest(cast)
        drafts = [
            operations.begin_entry(made, by=secretary, now=NOW, statement="项目").pk for secretary in cast.secretaries
        ]
        read = [queries.entry_afresh(Entry.objects.get(pk=key)) for key in drafts]
        closing = queries.afresh(made)

        def act(at, read=read, closing=closing):
            if at == len(read):
                return operations.close_entries(closing, by=cast.organizer, now=NOW)
            return operations.submit(read[at], by=cast.secretaries[at], now=NOW)

        answers = in_threads(act, len(read) + 1)
        assert isinstance(answers[-1], Contest), answers
        assert all(isinstance(one, Entry | NotNow) for one in answers[:-1]), answers
        submitted = queries.judged_of(made).count()
        assert submitted == sum(isinstance(one, Entry) for one in answers[:-1])
        told = ContestEvent.objects.get(contest=made, action="close_entries").body["submitted"]
        assert told == submitted


def test_two_workers_close_once(committed, in_threads):
    cast = contests.cast()
    made = [contests.contest(cast) for _one in range(3)]
    answers = in_threads(lambda _at: operations.close_due(now=ENTRIES_CLOSE), 4)
    assert sum(answers) == 3, answers
    assert {queries.afresh(one).state for one in made} == {State.ENTRIES_CLOSED}
    assert ContestEvent.objects.filter(action="close_entries").count() == 3


def test_of_ten_who_begin_one_entry_one_does(committed, in_threads):
    cast = contests.cast()
    made = contests.contest(cast)
    read = [queries.afresh(made) for _one in range(10)]

    def act(at):
        return operations.begin_entry(read[at], by=cast.secretaries[at % 3], now=NOW, statement="项目")

    answers = in_threads(act, 10)
    assert sum(isinstance(one, Entry) for one in answers) == 3, answers
    assert all(isinstance(one, Entry | NotNow) for one in answers), answers
    assert sorted(Entry.objects.values_list("serial", flat=True)) == [1, 2, 3]


def test_learns_are_counted_as_they_come(committed, in_threads):
    cast = contests.cast()
    made = contests.contest(cast)
    entry = contests.entered(made, cast.secretaries[0])
    operations.close_entries(made, by=cast.organizer, now=NOW)
    read = [queries.entry_afresh(entry) for _one in range(8)]

    def act(at):
        return operations.learn(read[at], by=cast.secretaries[1 + at % 2], now=NOW, note="学")

    answers = in_threads(act, 8)
    assert sum(isinstance(one, Entry) for one in answers) == 2, answers
    assert all(isinstance(one, Entry | NotNow) for one in answers), answers
    assert queries.entry_afresh(entry).learn_count == Learn.objects.count() == 2


def test_a_change_is_signed_once(committed, in_threads):
    cast = contests.cast()
    made = contests.contest(cast)
    told = {"reason": "更正", "scores_close_at": made.scores_close_at.replace(hour=3)}
    operations.propose_rules(made, by=cast.organizer, now=NOW, **told)
    read = [queries.afresh(made) for _one in range(6)]
    signers = [cast.second_organizer, cast.supervisor]
    answers = in_threads(lambda at: operations.sign_rules(read[at], by=signers[at % 2], now=NOW), 6)
    assert sum(isinstance(one, Contest) for one in answers) == 1, answers
    assert all(isinstance(one, Contest | NotNow | BadInput) for one in answers), answers
    assert queries.afresh(made).rules_version == 2
