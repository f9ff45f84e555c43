"""Hot statements: their SQL is written once for a process; after that only the values change.

Django takes several times as long to build a statement as either database takes to answer it. What every request reads
is therefore a query with `Given` in the places of its values, turned into SQL by the ORM at its first use and sent as it
is from then on: the query stays the one place that says what is read. `insert` and `update` do the same for the writes
of an act, whose SQL follows from the model and the names of the columns.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators

Thing = TypeVar("Thing", bound=Model)
Row = tuple[Any, ...]
# The driver reads a statement with very many places slowly.
ROWS_AT_ONCE = 50
# Functions of Django's fields that make a column's value out of what the driver gives, by the column's position.
Converters = Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]


class Given(Expression):
    """The place of a value that is known only when the statement is sent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # Django's signature
        return "%s", (self,)


@dataclass(frozen=True)
class _Sql:
    text: str
    params: tuple[Any, ...]
    converters: Converters
    make: Callable[[Row], Any]
    # The columns it reads, in order: statements that read the same ones can be sent as one.
    columns: tuple[str, ...]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """What stands in its places. Raises KeyError where one is missing."""
        return [adapted(given[one.name] if isinstance(one, Given) else one) for one in self.params]


class Statement:
    """A read with places for its values: `Statement(lambda: Account.objects.filter(pk=Given("id")).values_list("name"))`."""

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._written: dict[str, _Sql] = {}

    def rows(self, **given: Any) -> list[Row]:
        """Every row, with `given` in the places of those names. Raises KeyError where one is missing."""
        sql = self.written
        if not sql.text:
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.values(given))
            found: list[Row] = cursor.fetchall()
        return [_converted(row, sql.converters) for row in found] if sql.converters else found

    def first(self, **given: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(**given)), None)

    def things(self, **given: Any) -> list[Any]:
        """Every row as an instance of the query's model, with what `select_related` names, as the ORM would make it."""
        rows = self.rows(**given)
        make = self._written[connection.vendor].make
        return [make(row) for row in rows]

    def thing(self, **given: Any) -> Any | None:
        """The first row as an instance of the query's model, or None."""
        return next(iter(self.things(**given)), None)

    @property
    def written(self) -> _Sql:
        """Its SQL for the database at hand; written at the first use."""
        return self._written.get(connection.vendor) or self._write()

    def _write(self) -> _Sql:
        compiler = self._build().query.get_compiler(connection=connection)
        try:
            text, params = compiler.as_sql()
        except EmptyResultSet:
            # The query itself says that it finds nothing (`none()`): there is nothing to ask the database.
            text, params = "", ()
        named = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        converters = tuple((place, *parts) for place, parts in named.items())
        # What is computed goes by its name: two verbs may reckon the same day each in a way of its own.
        columns = tuple(alias or sql for _column, (sql, _params), alias in compiler.select)
        sql = self._written[connection.vendor] = _Sql(text, tuple(params), converters, _maker(compiler), columns)
        return sql


def together(asked: Sequence[tuple[Statement, Mapping[str, Any]]]) -> list[list[Any]]:
    """The things of several reads, each with what is given to it, in their order: those of the same columns in one statement.

    In which order the things of one read come is not said.
    """
    found: list[list[Any]] = [[] for _one in asked]
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, (statement, _given) in enumerate(asked):
        if statement.written.text:
            alike.setdefault(statement.written.columns, []).append(place)
    for places in alike.values():
        parts = [(place, asked[place][0].written, asked[place][1]) for place in places]
        # Each in brackets of its own, for its order and its limit.
        text = " UNION ALL ".join(f"SELECT {place}, part.* FROM ({sql.text}) part" for place, sql, _given in parts)  # noqa: S608  # a number and our own SQL
        with connection.cursor() as cursor:
            cursor.execute(text, [value for _place, sql, given in parts for value in sql.values(given)])
            rows: list[Row] = cursor.fetchall()
        made = {place: sql for place, sql, _given in parts}
        for place, *row in rows:
            sql = made[place]
            found[place].append(sql.make(_converted(tuple(row), sql.converters) if sql.converters else tuple(row)))
    return found


class Statements:
    """Statements that differ from reader to reader: each is kept by what it depends on, so that it is built once."""

    # Some kilobytes each; who comes after so many different ones begins anew.
    MOST = 1000

    def __init__(self) -> None:
        self._kept: dict[Hashable, Statement] = {}

    def get(self, key: Hashable, build: Callable[[], "QuerySet[Any, Any]"]) -> Statement:
        """The statement of `key`, which must hold everything but the given values that `build` depends on."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self.MOST:
                self._kept.clear()
            found = self._kept[key] = Statement(build)
        return found


@dataclass(frozen=True)
class Plus:
    """A change that adds to what a column holds."""

    count: Any


def insert(thing: Thing) -> Thing:
    """Write a new instance and give it its key; for models that nothing listens to."""
    fields, sql = _insertion(type(thing))
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(thing, True), connection) for field in fields])
        thing.pk = cursor.fetchone()[0]
    state = thing._state  # noqa: SLF001  # Django's documented way to tell what is stored
    state.adding, state.db = False, connection.alias
    return thing


def insert_all(things: Sequence[Model]) -> None:
    """Write new instances of one model that nobody asks for their keys; for models that nothing listens to."""
    if not things:
        return
    fields, sql = _insertion(type(things[0]))
    head, _, places = sql.partition(" VALUES ")
    row = places.partition(" RETURNING ")[0]
    with connection.cursor() as cursor:
        for start in range(0, len(things), ROWS_AT_ONCE):
            part = things[start : start + ROWS_AT_ONCE]
            values = [
                field.get_db_prep_save(field.pre_save(thing, True), connection) for thing in part for field in fields
            ]
            cursor.execute(f"{head} VALUES {', '.join([row] * len(part))}", values)


def update(
    model: type[Model], where: Mapping[str, Any], changes: Mapping[str, Any], returning: Sequence[str] = ("pk",)
) -> Row | None:
    """Change the one row whose columns are as `where` says; returns its columns `returning` after that, None for no row.

    Columns go by the names of their fields; a change may be a value, an instance, or `Plus`, a guard also None.
    """
    added = frozenset(name for name, value in changes.items() if isinstance(value, Plus))
    guards = tuple((name, value is None) for name, value in where.items())
    sql = _change(model, guards, tuple(changes), added, tuple(returning))
    known = ((name, value) for name, value in where.items() if value is not None)
    values = [_saved(_field(model, name), value) for name, value in (*changes.items(), *known)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: Row | None = cursor.fetchone()
    readers = _readers(model, tuple(returning))
    return _converted(found, readers) if found is not None and readers else found


@cache
def _readers(model: type[Model], names: tuple[str, ...]) -> Converters:
    """What makes values of the columns that the driver does not give as they are (amounts of money)."""
    fields = [_field(model, name) for name in names]
    return tuple(
        (place, [field.from_db_value], None) for place, field in enumerate(fields) if hasattr(field, "from_db_value")
    )


@cache
def _insertion(model: type[Model]) -> tuple[list["Field[Any, Any]"], str]:
    """What is sent of a new row (what the database makes itself is not), and the statement."""
    quote, about = connection.ops.quote_name, model._meta
    fields = [field for field in about.concrete_fields if not field.generated and not _is_drawn(field)]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key = quote(str(about.pk.column))
    return fields, f"INSERT INTO {quote(about.db_table)} ({columns}) VALUES ({places}) RETURNING {key}"  # noqa: S608  # names of columns


def _is_drawn(field: "Field[Any, Any]") -> bool:
    return bool(getattr(field, "db_returning", False))


@cache
def _change(
    model: type[Model],
    guards: tuple[tuple[str, bool], ...],
    changes: tuple[str, ...],
    added: frozenset[str],
    returning: tuple[str, ...],
) -> str:
    """The statement for these columns; a guard is a column and whether it must be empty."""

    def column(name: str) -> str:
        return connection.ops.quote_name(str(_field(model, name).column))

    sets = ", ".join(f"{column(name)} = {f'{column(name)} + ' if name in added else ''}%s" for name in changes)
    where = " AND ".join(f"{column(name)} {'IS NULL' if is_empty else '= %s'}" for name, is_empty in guards)
    back = ", ".join(column(name) for name in returning)
    return f"UPDATE {connection.ops.quote_name(model._meta.db_table)} SET {sets} WHERE {where} RETURNING {back}"  # noqa: S608  # as above


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return model._meta.pk if name == "pk" else model._meta.get_field(name)  # type: ignore[return-value]  # a column


def _saved(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as its column takes it, as the ORM's own UPDATE would make it."""
    if isinstance(value, Plus):
        return field.get_db_prep_save(value.count, connection)
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field.name} is changed by an expression: only values and Plus can be written here")
    if isinstance(value, Model):
        value = value.prepare_database_save(field)
    return field.get_db_prep_save(value, connection)


def adapted(value: Any) -> Any:
    """A value as the driver takes it: moments and days are text on SQLite."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _maker(compiler: Any) -> Callable[[Row], Any]:
    """What makes an instance of a row: the inner part of Django's own `ModelIterable`, prepared once."""
    about = compiler.klass_info
    if about is None:
        return tuple
    start, end = about["select_fields"][0], about["select_fields"][-1] + 1
    columns = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    related = get_related_populators(about, compiler.select, connection.alias)  # type: ignore[call-arg]  # the stubs are of Django 6
    model, alias = about["model"], connection.alias
    annotated = tuple(compiler.annotation_col_map.items())

    def make(row: Row) -> Any:
        thing = model.from_db(alias, columns, row[start:end])
        for populator in related:
            populator.populate(row, thing)
        for name, place in annotated:
            setattr(thing, name, row[place])
        return thing

    return make


def _converted(row: Row, converters: Converters) -> Row:
    values = list(row)
    for place, functions, column in converters:
        for convert in functions:
            values[place] = convert(values[place], column, connection)
    return tuple(values)
