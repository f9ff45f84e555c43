"""The catalogue of Chinese sentences: gathered from Python and templates, merged, checked, compiled.

`messages.py` brings the catalogue in step with the sources; `--merge FILE…` first takes translations from other
catalogues; `--check` changes nothing and says what is wrong; `--compile` writes the `.mo` that Django reads.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "zhitongche"
CATALOGUE = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# Django's names for marking a sentence, and which arguments are the sentence, its plural and its context.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# A module may call one of them otherwise: `from django.utils.translation import gettext as _now`.
CALLED = re.compile(r"^from django\.utils\.translation import (\w+) as (\w+)$", re.MULTILINE)
SHOWN = 40
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
HEADER = "# The product's sentences in Chinese; the sentences themselves stand in the sources, in English.\n#"


@dataclass(frozen=True)
class Found:
    """One marked sentence: its context, itself, its plural, and the file it stands in."""

    context: str | None
    single: str
    plural: str | None
    path: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.single


def found_in_sources() -> Iterator[Found]:
    """Every marked sentence of the package, Python first, then templates, by path."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _found(path.read_text(encoding="utf-8"), path)
    # Imported here and not above: compiling needs no Django, and runs before there is one that works.
    from django.conf import settings  # noqa: PLC0415
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure()
    for path in sorted(path for ending in ("*.html", "*.txt") for path in PACKAGE.rglob(f"templates/**/{ending}")):
        yield from _found(templatize(path.read_text(encoding="utf-8"), origin=str(path)), path)


def _found(source: str, path: Path) -> Iterator[Found]:
    stream = io.BytesIO(source.encode())
    keywords = KEYWORDS | {alias: KEYWORDS[name] for name, alias in CALLED.findall(source) if name in KEYWORDS}
    for _, name, arguments, _ in extract_python(stream, keywords, [], {"encoding": "utf-8"}):
        given: Any = arguments
        words = [given] if isinstance(given, str) else list(given or ())
        shape = keywords[str(name)] or (1,)
        context = words[0] if isinstance(shape[0], tuple) else None
        picked = [words[place - 1] for place in shape if isinstance(place, int) and place <= len(words)]
        if picked and picked[0]:
            yield Found(context, picked[0], picked[1] if len(picked) > 1 else None, str(path.relative_to(ROOT)))


def template() -> Catalog:
    """What the sources ask for, untranslated."""
    wanted = Catalog(locale="zh_Hans", fuzzy=False)
    for found in found_in_sources():
        sentence: Any = (found.single, found.plural) if found.plural else found.single
        wanted.add(sentence, locations=[(found.path, 0)], context=found.context)
    return wanted


def load(path: Path = CATALOGUE) -> Catalog:
    """A catalogue as it is kept; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="zh_Hans", fuzzy=False, project="zhitongche", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale="zh_Hans")


def merge(kept: Catalog, extra: Catalog, name: str) -> None:
    """Take the translations of `extra` that `kept` lacks; where both have one, the kept one stays and both are shown."""
    for message in extra:
        if not message.id or not _is_translated(message):
            continue
        mine = kept.get(message.id, message.context)
        if mine is None:
            kept.add(message.id, message.string, context=message.context)
        elif not _is_translated(mine):
            mine.id, mine.string = message.id, message.string
        elif mine.string != message.string:
            print(f"{name}: {message.id!r} stays {mine.string!r}, not {message.string!r}", file=sys.stderr)


def in_step(kept: Catalog, wanted: Catalog) -> Catalog:
    """The kept translations of exactly what the sources ask for."""
    moment = kept.creation_date
    kept.update(wanted, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.creation_date = moment
    return kept


def faults(kept: Catalog, wanted: Catalog) -> list[str]:
    """What keeps the catalogue from being whole: a sentence missing, left over, empty, fuzzy, or with other placeholders."""
    said = []
    asked = {_key(message): message for message in wanted if message.id}
    given = {_key(message): message for message in kept if message.id}
    said += [f"not in the catalogue: {key[1]!r} ({asked[key].locations[0][0]})" for key in asked.keys() - given.keys()]
    said += [f"no longer in the sources: {key[1]!r}" for key in given.keys() - asked.keys()]
    for key, message in given.items():
        if not _is_translated(message):
            said.append(f"not translated: {key[1]!r}")
        elif message.fuzzy:
            said.append(f"fuzzy: {key[1]!r}")
        elif not _placeholders_agree(message):
            said.append(f"other placeholders: {key[1]!r}")
    return sorted(said)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message) -> bool:
    return all(_strings(message))


def _strings(message: Message) -> list[str]:
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def _placeholders_agree(message: Message) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    allowed = [sorted(PLACEHOLDER.findall(each)) for each in ids]
    return all(sorted(PLACEHOLDER.findall(each)) in allowed for each in _strings(message))


def save(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = HEADER
    text = io.BytesIO()
    write_po(text, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path.write_bytes(text.getvalue())


def compile_all() -> None:
    """Write the `.mo` beside every catalogue of the package."""
    for path in sorted(PACKAGE.rglob("*.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            _write(target, read_po(source, locale=path.parts[-3]))


def _write(target: IO[bytes], catalogue: Catalog) -> None:
    write_mo(target, catalogue)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    wish = parser.parse_args()
    if wish.compile:
        compile_all()
        return
    kept, wanted = load(), template()
    if not wish.check:
        for path in wish.merge:
            merge(kept, load(path), path.name)
        kept = in_step(kept, wanted)
        save(kept)
        compile_all()
    if wrong := faults(kept, wanted):
        sys.exit("\n".join([*wrong[:SHOWN], f"{len(wrong)} faults in the catalogue"]))


if __name__ == "__main__":
    main()
