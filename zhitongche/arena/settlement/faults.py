"""What can be wrong with a bundle: a kind, the place in the document, and the one word that the sentence needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Every way in which a bundle is refused; the browser's Verify uses the same words."""

    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_A_PAIR = "not_a_pair"
    NOT_A_STRING = "not_a_string"
    NOT_AN_INTEGER = "not_an_integer"
    NOT_A_DECIMAL = "not_a_decimal"
    NOT_A_CODE = "not_a_code"
    NOT_TEXT = "not_text"
    KEY_MISSING = "key_missing"
    KEY_UNKNOWN = "key_unknown"
    KEY_TWICE = "key_twice"
    OTHER_SCHEMA = "other_schema"
    OTHER_METHOD = "other_method"
    OTHER_TIE_BREAK = "other_tie_break"
    NO_CRITERION = "no_criterion"
    CODE_TWICE = "code_twice"
    TIE_BREAK_TWICE = "tie_break_twice"
    NOT_LISTED = "not_listed"
    NOT_ABOVE_ZERO = "not_above_zero"
    OUTSIDE = "outside"
    CELL_TWICE = "cell_twice"
    RECUSED = "recused"
    GIVEN_MISSING = "given_missing"
    NOT_CONNECTED = "not_connected"


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue; this package itself translates nothing."""
    return sentence


SENTENCES = {
    Kind.NOT_JSON: _("this is not a JSON document in UTF-8 (%(what)s)"),
    Kind.NOT_AN_OBJECT: _("must be an object"),
    Kind.NOT_A_LIST: _("must be a list"),
    Kind.NOT_A_PAIR: _("must be a pair: judge, entry"),
    Kind.NOT_A_STRING: _("must be a string"),
    Kind.NOT_AN_INTEGER: _("must be an integer"),
    Kind.NOT_A_DECIMAL: _("“%(what)s” is not a decimal such as 87.5 of at most 40 characters"),
    Kind.NOT_A_CODE: _("a code must not be empty, nor hold half a character"),
    Kind.NOT_TEXT: _("holds half a character (a lone surrogate)"),
    Kind.KEY_MISSING: _("the key “%(what)s” is missing"),
    Kind.KEY_UNKNOWN: _("the key “%(what)s” is unknown"),
    Kind.KEY_TWICE: _("the key “%(what)s” stands there twice"),
    Kind.OTHER_SCHEMA: _("“%(what)s” is another schema"),
    Kind.OTHER_METHOD: _("“%(what)s” is no method; there are mean, trimmed_mean, severity_adjusted"),
    Kind.OTHER_TIE_BREAK: _("“%(what)s” is no tie-break; there are criterion:X, given:X, median"),
    Kind.NO_CRITERION: _("there must be a criterion"),
    Kind.CODE_TWICE: _("the code “%(what)s” stands there twice"),
    Kind.TIE_BREAK_TWICE: _("the tie-break “%(what)s” stands there twice"),
    Kind.NOT_LISTED: _("“%(what)s” is not in the list of such codes"),
    Kind.NOT_ABOVE_ZERO: _("“%(what)s” is not above zero"),
    Kind.OUTSIDE: _("“%(what)s” lies outside what is allowed"),
    Kind.CELL_TWICE: _("points for %(what)s were given before"),
    Kind.RECUSED: _("judge “%(what)s” is recused from this entry"),
    Kind.GIVEN_MISSING: _("the entry is ranked and has no points for “%(what)s”"),
    Kind.NOT_CONNECTED: _(
        "the panel is not connected, so severity cannot be told from quality: no common entries link the judges %(what)s"
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `where` is its path in the document, empty for the whole of it."""

    kind: Kind
    where: str = ""
    what: str = ""

    def __str__(self) -> str:
        return self.said(str)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence, in the language that `translate` turns the English one into."""
        sentence = translate(SENTENCES[self.kind]) % {"what": self.what}
        return f"{self.where}: {sentence}" if self.where else sentence


class BadBundle(ValueError):
    """A bundle that cannot be settled, with every fault it has."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
