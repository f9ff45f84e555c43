"""Page and API offer the same acts, ask for the same fields with the same limits, and every act is tested four ways."""

import importlib
import inspect
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import ninja
import pytest
from annotated_types import MaxLen
from django import forms
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tests.house import sources
from zhitongche.config.api import api
from zhitongche.foundation.flow import Action

# What the API takes and a page does not ask for: the reporter's posting settles it, or the page draws it itself.
SETTLED = {"village", "title", "source", "reported_by"}
SETTLED_BY_THE_PAGE = {
    "report": SETTLED,
    "resubmit": SETTLED,
    # A village's own plan; the form on behalf of one asks for it.
    "plan": {"village"},
    # A field for each criterion of the contest.
    "calibrate": {"points"},
    "try_calibration": {"points"},
    "create_account": {"password"},
    "reset_password": {"password"},
}


def _modules() -> list[ModuleType]:
    """A room's table of acts: its `actions.py`, or the package that took its place."""
    folders = {path.with_suffix("") if path.stem == "actions" else path.parent for path in sources.named("actions")}
    return [importlib.import_module(".".join(path.relative_to(sources.ROOT).parts)) for path in sorted(folders)]


def _actions(module: ModuleType) -> Iterator[tuple[str, Action]]:
    """Each verb of each table of a room, and the acts beside the tables, such as the one that makes the thing."""
    for name, value in vars(module).items():
        if isinstance(value, Action):
            yield name.lower(), value
        elif isinstance(value, Mapping):
            yield from ((verb, each) for verb, each in value.items() if isinstance(each, Action))


def _cases() -> Iterator[Any]:
    for module in _modules():
        room = module.__name__.removeprefix("zhitongche.").removesuffix(".actions")
        for verb, action in _actions(module):
            if action.schema is not None:
                yield pytest.param(verb, action.form.base_fields, action.schema.model_fields, id=f"{room}.{verb}")


everything = pytest.mark.parametrize(("verb", "form", "schema"), list(_cases()))
Form = Mapping[str, forms.Field]
Schema = Mapping[str, FieldInfo]


def _limit_of_form(field: forms.Field) -> int | None:
    return getattr(field, "max_length", None) or getattr(field, "limit", None)


def _limit_of_schema(field: FieldInfo) -> int | None:
    """The longest text or list; pydantic keeps it in the field's marks or in those of its constraints."""
    for mark in field.metadata:
        if isinstance(mark, MaxLen):
            return mark.max_length
        if (limit := getattr(mark, "max_length", None)) is not None:
            return int(limit)
    return None


@everything
def test_form_and_schema_ask_for_the_same_fields(verb: str, form: Form, schema: Schema) -> None:
    assert set(form) == set(schema) - SETTLED_BY_THE_PAGE.get(verb, set())


@everything
def test_form_and_schema_require_the_same_fields(verb: str, form: Form, schema: Schema) -> None:
    """A choice that the page shows with one value chosen is required there and has that default in the API."""
    required = {name for name, field in form.items() if field.required and field.initial is None}
    assert required == {name for name in form if schema[name].is_required()}


@everything
def test_form_and_schema_have_the_same_limits(verb: str, form: Form, schema: Schema) -> None:
    limits = {name: limit for name, field in form.items() if (limit := _limit_of_form(field))}
    assert limits == {name: _limit_of_schema(schema[name]) for name in limits}


@everything
def test_form_and_schema_offer_the_same_choices(verb: str, form: Form, schema: Schema) -> None:
    for name, field in form.items():
        offered = getattr(schema[name].annotation, "__args__", ())
        if isinstance(field, forms.ChoiceField) and offered and all(isinstance(each, str) for each in offered):
            assert {str(value) for value, _ in field.choices} <= set(offered), name


def test_schemas_refuse_what_they_do_not_know() -> None:
    loose = [
        f"{module.__name__}:{verb}"
        for module in _modules()
        for verb, action in _actions(module)
        if action.schema is not None
        and issubclass(action.schema, BaseModel)
        and action.schema.model_config.get("extra") != "forbid"
    ]
    assert loose == []


# ---- every act of a thing with a life is tested four ways ----------------------------------------------------------


def _states(module: ModuleType) -> Path:
    """Where a room with a life keeps its states."""
    actions = Path(str(module.__file__))
    return (actions.parent.parent if actions.stem == "__init__" else actions.parent) / "states.py"


def _room(module: ModuleType) -> str:
    return module.__name__.removesuffix(".actions")


# The life of a contest is three rooms': its table of moves stands in the first, its acts come together in the ring.
CONTEST, RING = "zhitongche.arena.contests", "zhitongche.arena.ring"
PARTS = (CONTEST, "zhitongche.arena.judging", "zhitongche.arena.titles")
LIVING = [module for module in _modules() if _states(module).exists() and _room(module) != CONTEST]
verbs = pytest.mark.parametrize(
    ("room", "verb"),
    [
        pytest.param(_room(module), verb, id=verb)
        for module in [*LIVING, *(importlib.import_module(f"{part}.actions") for part in PARTS)]
        for verb in module.ACTIONS
    ],
)


def _moves(room: str) -> Mapping[str, Any]:
    """The table of moves that the acts of a room are about."""
    found: Mapping[str, Any] = importlib.import_module(f"{CONTEST if room in PARTS else room}.states").MOVES
    return found


@verbs
def test_every_verb_needs_what_the_table_of_moves_says(room: str, verb: str) -> None:
    """The contract's table, the page and the API ask for the same: what MOVES calls needed cannot be left out."""
    schema = importlib.import_module(f"{room}.actions").ACTIONS[verb].schema
    assert set(_moves(room)[verb].needs) == {name for name, field in schema.model_fields.items() if field.is_required()}


@pytest.mark.parametrize("module", [pytest.param(one, id=one.__name__) for one in LIVING])
def test_every_move_is_an_act(module: ModuleType) -> None:
    """But for a move that is nobody's duty: another room's operation makes it, such as a meeting that is closed."""
    assert {verb for verb, move in _moves(_room(module)).items() if move.who} == set(module.ACTIONS)


def test_every_move_of_a_contest_is_an_act_of_one_of_its_rooms() -> None:
    acts = [verb for part in PARTS for verb in importlib.import_module(f"{part}.actions").ACTIONS]
    assert sorted(acts) == sorted(_moves(CONTEST))


def _tests(room: str, name: str) -> list[ModuleType]:
    """The test modules of one file of a room, or of the folder that took its place."""
    folder = sources.ROOT / "tests" / room.removeprefix("zhitongche.").replace(".", "/")
    paths = [*folder.glob(f"test_{name}*.py"), *folder.glob(f"{name}/test_*.py")]
    return [importlib.import_module(".".join(path.relative_to(sources.ROOT).with_suffix("").parts)) for path in paths]


def _about(room: str, name: str, verb: str) -> list[str]:
    """The sources of the tests of a verb: called after it, or run with it among their parameters."""
    found = []
    for module in _tests(room, name):
        for title, test in vars(module).items():
            if not (title.startswith("test_") and callable(test)):
                continue
            given = [mark.args for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
            runs_with = any(names == "verb" and verb in values for names, values in given)
            if title.startswith(f"test_{verb}_") or runs_with:
                found.append(inspect.getsource(test))
    return found


@verbs
def test_every_verb_is_tested_for_success(room: str, verb: str) -> None:
    assert any("pytest.raises" not in text for text in _about(room, "operations", verb))


@verbs
def test_every_verb_is_tested_for_duty(room: str, verb: str) -> None:
    assert any("NotYourDuty" in text for text in _about(room, "operations", verb))


@verbs
def test_every_verb_is_tested_for_state(room: str, verb: str) -> None:
    assert any("NotNow" in text for text in _about(room, "operations", verb))


@verbs
def test_every_verb_is_tested_for_scope(room: str, verb: str) -> None:
    assert any("404" in text for text in _about(RING if room in PARTS else room, "api", verb))


def test_no_two_shapes_of_the_api_share_a_name() -> None:
    """OpenAPI keeps shapes by their bare names: of two with one name, the description would show only one."""
    shown = api.get_openapi_schema()["components"]["schemas"]
    named = [kind.__name__ for kind in _shapes(ninja.Schema) if kind.__name__ in shown]
    assert [name for name, count in Counter(named).items() if count > 1] == []


def _shapes(kind: type) -> set[type]:
    return {kind} | {below for child in kind.__subclasses__() for below in _shapes(child)}
