"""The documentation keeps up: every setting, command, dependency and decision is in it, and its links lead somewhere."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.house import sources

READERS = {"text", "number", "switch", "clock", "words", "path", "database"}
SETTING = re.compile(r"ZTC_[A-Z_]+|DATABASE_URL")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
REQUIREMENT = re.compile(r"^([a-z][a-z0-9-]*)", re.MULTILINE)


def _settings() -> set[str]:
    """Every environment variable that the product reads, found where it is read."""
    found = set()
    for path in sources.python_files():
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = str(node.args[0].value)
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if called in READERS | {"get", "getenv"} and SETTING.fullmatch(name):
                found.add(name)
    return found


def _page(name: str) -> str:
    return (sources.DOCS / name).read_text(encoding="utf-8")


def _own_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if str(app).startswith("zhitongche."))


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", _page("settings.md"), re.MULTILINE))
    assert documented == _settings()


def test_every_command_is_documented() -> None:
    page = _page("commands.md")
    assert [name for name in _own_commands() if f"`ztc {name}" not in page] == []


def test_no_command_is_documented_that_is_not_there() -> None:
    documented = set(re.findall(r"^#+ `ztc (\w+)", _page("commands.md"), re.MULTILINE))
    assert documented == set(_own_commands())


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_dependency_says_why(name: str) -> None:
    wanted = REQUIREMENT.findall((sources.ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8"))
    page = _page("dependencies.md")
    assert [package for package in wanted if f"| `{package}`" not in page] == []


def test_every_npm_package_says_why() -> None:
    text = (sources.ROOT / "package.json").read_text(encoding="utf-8")
    wanted = re.findall(r'"([@\w./-]+)": "\^?~?\d', text.split('ependencies"', 1)[1])
    page = _page("dependencies.md")
    assert [package for package in wanted if f"| `{package}`" not in page] == []


def test_no_file_holds_the_address_of_a_registry() -> None:
    """Packages are pinned by name and hash: a file of packages needs no address at all, nor an option that gives one."""
    named = re.compile(r"[a-z]+://|^\s*registry\s*=|--(?:extra-)?index|--find-links", re.MULTILINE)
    names = ("package.json", "package-lock.json", ".npmrc")
    places = [*(sources.ROOT / "requirements").iterdir(), *(sources.ROOT / name for name in names)]
    assert [sources.short(path) for path in places if named.search(_without_funding(path))] == []


def _without_funding(path: Path) -> str:
    """npm's lock file names where a package's authors ask for support, which is no registry."""
    return re.sub(r'"url": "[^"]*"', "", path.read_text(encoding="utf-8"))


def test_every_pinned_package_has_hashes() -> None:
    for name in ("runtime", "dev"):
        text = (sources.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9_.-]+==[^\n]*\n(?:    --hash)?", text, re.MULTILINE)
        assert pins
        assert [pin for pin in pins if not pin.endswith("--hash")] == []


def _documents() -> list[Path]:
    return [*sources.DOCS.rglob("*.md"), sources.ROOT / "README.md", sources.ROOT / "README.zh-CN.md"]


def test_links_lead_somewhere() -> None:
    dead = [
        f"{sources.short(path)} → {target}"
        for path in _documents()
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert dead == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (sources.DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_two_readmes_have_the_same_parts() -> None:
    english, chinese = ((sources.ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^```.*?^```", r"!\[[^\]]*\]\(([^)]+)\)"):
        found = [re.findall(pattern, text, re.MULTILINE | re.DOTALL) for text in (english, chinese)]
        assert len(found[0]) == len(found[1])
    assert len(re.findall("^## ", english, re.MULTILINE)) == len(re.findall("^## ", chinese, re.MULTILINE))
