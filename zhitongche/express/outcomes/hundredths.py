"""Measures with two decimals that are no money: mu, or whatever a target counts."""

from zhitongche.foundation.money import MoneyField


class HundredthsField(MoneyField):
    """Kept as whole hundredths, as amounts are and for the same reason: sums are exact on both databases."""
