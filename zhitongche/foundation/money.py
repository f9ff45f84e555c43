"""Yuan to the cent, exact on both databases."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
WAN = 10_000
# The most that one amount may be: a trillion yuan is a slip of the pen.
MOST = Decimal("999999999999.99")


class MoneyField(models.BigIntegerField):
    """An amount in yuan: `Decimal` with two places in Python, whole cents (分) in the database.

    SQLite keeps decimals as binary fractions, so that sums drift and `received <= committed` fails by a hair; whole
    cents add up, compare and sum alike on both databases. Raises ValueError for a part of a cent.
    """

    # What type checkers are told of it: amounts go in and come out as decimals.
    _pyi_private_set_type: Decimal | int  # type: ignore[assignment]  # the stubs know whole numbers only
    _pyi_private_get_type: Decimal  # type: ignore[assignment]  # as above
    _pyi_lookup_exact_type: Decimal | int  # type: ignore[assignment]  # as above

    description = _("Amount in yuan")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2).quantize(CENT)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            return Decimal(str(value)).quantize(CENT)
        except ArithmeticError as bad:
            raise ValidationError(_("Enter an amount in yuan."), code="invalid") from bad

    def get_prep_value(self, value: Any) -> int | None:
        if value is None:
            return None
        if hasattr(value, "resolve_expression"):
            return value
        return cents(Decimal(value))

    @property
    def validators(self) -> list[Any]:
        return [MaxValueValidator(MOST)]

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.BigIntegerField, self).formfield(
            **{"form_class": forms.DecimalField, "max_digits": 14, "decimal_places": 2, **kwargs}
        )


def wrong_amount(amount: Decimal) -> str:
    """Why an amount of yuan is none, in the reader's language; nothing where it is one."""
    if not amount.is_finite() or amount < 0:
        return _now("An amount is nought or more.")
    if amount > MOST:
        return _now("An amount is less than a trillion yuan.")
    if amount != amount.quantize(CENT):
        return _now("An amount has at most two decimals (分).")
    return ""


def cents(amount: Decimal) -> int:
    """Whole cents of an amount in yuan. Raises ValueError where it has a part of a cent."""
    shifted = amount.scaleb(2)
    whole = int(shifted)
    if whole != shifted:
        raise ValueError(f"{amount} yuan is no whole number of cents")
    return whole


def in_wan(amount: Decimal) -> Decimal:
    """An amount in 万元, to the cent's place behind the point that it needs: 1100.00 for 11,000,000 yuan."""
    shown = amount / WAN
    return shown.quantize(CENT) if shown == shown.quantize(CENT) else shown


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Part of a hundred of the whole, to one decimal; None where there is no whole."""
    if not whole:
        return None
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
