"""Is every message of the interface said in Vietnamese, and none that no page says any more?"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("config/locale/vi/LC_MESSAGES/django.po")
SAYING = ("config", "units", "campaign", "recognition", "templates", "manage.py")
ROOMS = ("config", "units", "campaign", "recognition")

# What each function takes before anything else: a context, a message, its plural.
GETTEXT, NGETTEXT, PGETTEXT, NPGETTEXT = ("id",), ("id", "plural"), ("context", "id"), ("context", "id", "plural")
FUNCTIONS = {
    "gettext": GETTEXT, "gettext_lazy": GETTEXT, "gettext_noop": GETTEXT,
    "ngettext": NGETTEXT, "ngettext_lazy": NGETTEXT,
    "pgettext": PGETTEXT, "pgettext_lazy": PGETTEXT,
    "npgettext": NPGETTEXT, "npgettext_lazy": NPGETTEXT,
}  # fmt: skip


def read(root: Path) -> Catalog:
    with (root / CATALOGUE).open("rb") as po:
        return read_po(po, locale="vi", abort_invalid=True)


def said(catalogue: Catalog) -> set[str]:
    """The ids of a catalogue, with their context, a plural by its singular."""
    ids = {(message.context, message.id) for message in catalogue if message.id}
    return {f"{context or ''}|{one if isinstance(one, str) else one[0]}" for context, one in ids}


def test_every_message_has_its_vietnamese() -> None:
    catalogue = read(ROOT)
    silent = [message.id for message in catalogue if message.id and not all(_strings(message.string))]

    assert len(catalogue) > 100
    assert silent == []


def _strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string or ("",)


def test_no_translation_is_a_guess_or_a_leftover() -> None:
    catalogue = read(ROOT)

    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_every_translation_fills_the_same_places() -> None:
    """A placeholder that the Vietnamese lacks or invents would break the page that says it."""
    wrong = {str(message.id): [str(error) for error in errors] for message, errors in read(ROOT).check()}

    assert wrong == {}


# --- what the code says, by its syntax: xgettext does not look into f-strings ----------------------------------------


def calls(code: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yields the line of each use of a translating function and what it says; None where that is not written out."""
    tree = ast.parse(code)
    nodes = list(ast.walk(tree))
    imported = [
        node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
    ]
    names = {alias.asname or alias.name: alias.name for node in imported for alias in node.names}
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if isinstance(node, ast.Call) and (function := _function(node.func, names)):
            takes = FUNCTIONS[function]
            said = [one.value for one in node.args[: len(takes)] if isinstance(one, ast.Constant)]
            is_whole = len(said) == len(takes) and all(isinstance(one, str) for one in said)
            yield node.lineno, dict(zip(takes, said, strict=True)) if is_whole else None
        elif isinstance(node, ast.Name | ast.Attribute) and id(node) not in called and _function(node, names):
            yield node.lineno, None  # handed on: nobody knows with which message it will be called


def _function(node: ast.expr, names: dict[str, str]) -> str:
    """The translating function that an expression names, also as `translation.gettext`; "" where it names none."""
    name = names.get(node.id, "") if isinstance(node, ast.Name) else ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "translation":
        name = node.attr
    return name if name in FUNCTIONS else ""


def silent(code: str, catalogue: Catalog) -> Iterator[str]:
    """Yields what a piece of code says that the catalogue cannot answer in Vietnamese."""
    for line, said in calls(code):
        if said is None:
            yield f"{line}: the message is not written out"
            continue
        singular, plural = said["id"], said.get("plural")
        entry = catalogue.get(singular, said.get("context"))
        known = entry.id if entry else None
        if known is None or known != ((singular, plural) if plural else known):
            yield f"{line}: {singular}"
        elif not all(_strings(entry.string)):
            yield f"{line}: {singular} (left empty)"


def test_every_message_of_the_code_has_its_vietnamese_wherever_it_stands() -> None:
    catalogue = read(ROOT)
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = {str(path.relative_to(ROOT)): list(silent(path.read_text(encoding="utf-8"), catalogue)) for path in files}

    assert sum(len(list(calls(path.read_text(encoding="utf-8")))) for path in files) > 1000
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("_('Save')", []),
        ("f\"{_('Sove')}\"", ["2: Sove"]),
        ("f\"{x:{_('Sove')}}\"", ["2: Sove"]),
        ("_(text)", ["2: the message is not written out"]),
        ("_(f'{x}')", ["2: the message is not written out"]),
        ("map(_, texts)", ["2: the message is not written out"]),
        ("translation.gettext('Sove')", ["2: Sove"]),
        ("p('noun', 'Unit')", []),
        ("p('nown', 'Unit')", ["2: Unit"]),
        ("p(sense, 'Unit')", ["2: the message is not written out"]),
        ("n('%(n)d file', '%(n)d files', count)", ["2: %(n)d file"]),
        ("_('Empty')", ["2: Empty (left empty)"]),
        ("other('Sove')", []),
    ],
)
def test_the_reader_of_the_code_overlooks_nothing(code: str, said: list[str]) -> None:
    catalogue = Catalog(locale="vi")
    catalogue.add("Save", "Lưu")
    catalogue.add("Empty", "")
    catalogue.add("Unit", "Đơn vị", context="noun")
    catalogue.add(("%(n)d file", "%(n)d papers"), ("%(n)d tệp",))
    imports = "from django.utils.translation import gettext as _, ngettext as n, pgettext as p"

    assert list(silent(f"{imports}\n{code}", catalogue)) == said


# --- what a command prints -------------------------------------------------------------------------------------------

PRINTING = {"write", "CommandError", "getpass", "_step"}
IN_ENGLISH = {"print_rules.py"}  # it prints the names that stand in the code


def unsaid(code: str) -> Iterator[str]:
    """Yields the words that a command prints without asking the catalogue."""
    tree = ast.parse(code)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in PRINTING):
        for argument in call.args:
            said = {id(part) for one in ast.walk(argument) for passed in _passed(one) for part in ast.walk(passed)}
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and id(part) not in said and WORD.search(str(part.value)):
                    yield f"{part.lineno}: {part.value}"


WORD = re.compile(r"[a-z]{3}")


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _passed(node: ast.AST) -> list[Any]:
    """What need not be said: the message of a translating function, the names by which something is looked up."""
    if isinstance(node, ast.Call) and _name(node.func) in ("_", "pgettext"):
        return node.args
    return node.keys if isinstance(node, ast.Dict) else [node.slice] if isinstance(node, ast.Subscript) else []


def test_commands_speak_vietnamese_like_the_pages() -> None:
    paths = [path for room in ROOMS for path in (ROOT / room).glob("management/commands/*.py")]
    paths = [path for path in [*paths, ROOT / "config/demo/loading.py"] if path.name not in IN_ENGLISH]
    found = {path.name: list(unsaid(path.read_text(encoding="utf-8"))) for path in paths}

    assert len(found) >= 7
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.gettext
def test_the_catalogue_holds_what_the_code_says_and_nothing_else(tmp_path: Path) -> None:
    for part in SAYING:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, tmp_path / part)
    command = [sys.executable, "manage.py", "makemessages", "--locale=vi", "--no-obsolete"]
    extraction = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert extraction.returncode == 0, extraction.stdout + extraction.stderr

    kept, extracted = said(read(ROOT)), said(read(tmp_path))

    assert extracted - kept == set(), "say these in Vietnamese: make messages"
    assert kept - extracted == set(), "nothing says these any more: make messages"
