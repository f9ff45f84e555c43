"""The statements of something the product does, written down once and then sent as they are: what no code can undercut."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


class _Undone(Exception):
    """Raised to leave a transaction without a trace."""


def statements_of(act: Callable[[], object]) -> Callable[[], None]:
    """Runs `act`, takes it back, and gives what sends its statements again, reads their rows and takes them back.

    The commit itself is in no figure: statements that were committed once could not be sent again.
    """
    sent: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(listen):
            act()
            raise _Undone
    except _Undone:
        statements = [one for one in sent if "SAVEPOINT" not in one[0]]

    def send() -> None:
        try:
            with transaction.atomic(), connection.cursor() as sender:
                for sql, params in statements:
                    sender.execute(sql, params)
                    if sender.description:
                        sender.fetchall()
                raise _Undone
        except _Undone:
            return

    return send
