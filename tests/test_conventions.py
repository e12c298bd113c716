"""Is the house built as agreed? Conventions that a person would forget to check, kept as tests."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "units", "campaign", "recognition")
LONGEST = 250
LONGEST_VIEW = 15

# A longer file needs its reason here.
LONGER_FILES: dict[str, str] = {
    "tests/browser/test_walks.py": "the seven walks, told from end to end",
    "tests/test_guard.py": "a line for each address",
    "config/settings.py": "all settings in one file, read from top to bottom",
    "tests/units/test_vietnamese_dates.py": "expected values written out, one by one",
    "tests/units/test_vietnamese_numbers.py": "expected values written out, one by one",
}
TOP_LEVEL = {
    *ROOMS,
    "templates", "static", "tests", "manage.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt",
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "Dockerfile", "compose.yaml", "var",
}  # fmt: skip
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "services", "managers", "constants", "signals", "misc", "common"}

# Spelt in pieces, so that this file does not hold what it forbids.
PLACES_OUTSIDE = [
    "py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org", "/wo" + "rk/main",
    "/wo" + "rk/shared", "/wo" + "rk/.", "/ro" + "ot/",
]  # fmt: skip


def sources() -> list[Path]:
    """Every Python file of the four rooms that a person writes."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


def text_files() -> list[Path]:
    """Every file of the repository that holds text, hidden ones too; not what a run leaves behind."""
    left_behind = {".git", ".venv", "var", "__pycache__", "node_modules"}
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if left_behind & set(parts) or any(part.endswith("_cache") or part == ".hypothesis" for part in parts):
            continue
        if path.is_file() and b"\0" not in path.read_bytes()[:4096]:
            found.append(path)
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in tree(path).body if isinstance(node, ast.FunctionDef))


def test_no_file_grows_past_250_lines_without_a_reason() -> None:
    tests = list((ROOT / "tests").rglob("*.py"))
    long = {name(path) for path in [*sources(), *tests] if len(path.read_text("utf-8").splitlines()) > LONGEST}

    assert long - set(LONGER_FILES) == set()
    assert set(LONGER_FILES) - long == set(), "these have become short: take their reason off the list"


def test_nothing_new_stands_at_the_top() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name != "__pycache__"}

    assert found - TOP_LEVEL == set()


def test_every_file_is_named_after_what_it_knows() -> None:
    empty = {name(path) for path in sources() if NAMES_THAT_SAY_NOTHING & {path.stem, *path.relative_to(ROOT).parts}}

    assert empty == set()


def test_nothing_happens_in_a_signal() -> None:
    listening = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(module == "django.dispatch" or "signals" in module.split(".") for module in modules):
                listening.add(name(path))

    assert listening == set()


def test_only_the_desk_moves_a_paper() -> None:
    """No other line may set a state or a desk: rules, history and locks would be walked around."""
    moves = {"state", "holder", "holder_id"}
    moving = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            sets = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in moves
            call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
            if sets or (call and moves & {word.arg for word in node.keywords}):
                moving.add(name(path))

    others = {"units/loading/runs.py", "units/structure/scheduling.py"}  # of files that come in, of what is scheduled
    assert moving <= {"units/desk.py", *others}


def test_every_module_says_which_question_it_answers() -> None:
    silent = {name(path) for path in sources() if tree(path).body and not ast.get_docstring(tree(path))}

    assert silent == set()


def test_every_public_function_and_class_says_what_it_gives() -> None:
    silent = set()
    for path in sources():
        for node in tree(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and not _is_plain_declaration(node, path):
                silent.add(f"{name(path)}: {node.name}")

    assert silent == set()


def _is_plain_declaration(node: ast.AST, path: Path) -> bool:
    """A management command says it in `help`; a configuration, a form's or a choice's name says it already."""
    if not isinstance(node, ast.ClassDef):
        return False
    return (
        "commands" in path.parts
        or path.name == "apps.py"
        or not any(isinstance(part, ast.FunctionDef) for part in node.body)
    )


def test_a_view_is_fifteen_lines_at_most() -> None:
    long = set()
    for path in sources():
        for function in functions(path):
            arguments = [argument.arg for argument in function.args.args]
            if arguments[:1] == ["request"] and "views" in path.as_posix() and _lines(function) > LONGEST_VIEW:
                long.add(f"{name(path)}: {function.name} has {_lines(function)} lines")

    assert long == set()


def _lines(function: ast.FunctionDef) -> int:
    """Lines of the body, its docstring not counted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_only_the_clock_reads_the_clock() -> None:
    """Rules about dates ask units.clock.today(), moments ask now(): else the demonstration and the tests lie."""
    always = {"date.today", "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today"}
    without_argument = {"timezone.localdate", "timezone.localtime", "localdate", "localtime"}
    reading = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            called = ast.unparse(node.func).removeprefix("datetime.") if isinstance(node, ast.Call) else ""
            if called in always or (called in without_argument and not node.args):
                reading.add(f"{name(path)}:{node.lineno}")

    assert {place for place in reading if not place.startswith("units/clock.py")} == set()


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style attribute", r"<[^>]*\sstyle\s*="),
        ("a style element", r"<style\b"),
        ("a script in the page", r"<script\b(?![^>]*\bsrc\s*=)"),
        ("a handler in an attribute", r"<[^>]*\son[a-z]+\s*="),
        ("an htmx handler in an attribute", r"<[^>]*\shx-on"),
        ("a script as an address", r"javascript:"),
    ],
)
def test_a_template_holds_nothing_inline(what: str, pattern: str) -> None:
    """The content security policy allows only our own files: inline code would silently not run."""
    pages = {path: path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")}

    assert {name(path) for path, text in pages.items() if re.search(pattern, text, re.IGNORECASE)} == set(), what


def test_a_silenced_check_says_why() -> None:
    """As in "# noqa: S105 shown to all" or "# type: ignore[index]  # the root has none"."""
    silent = set()
    for path in [*sources(), *(ROOT / "tests").rglob("*.py")]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            silenced = re.search(r"(?<!\")# (?:noqa|type: ignore)\b(.*)", line)
            if silenced and not re.search("[a-z]{2}", re.sub(r"\[[a-z, -]+\]|\b[A-Z]+[0-9]+\b", "", silenced[1])):
                silent.add(f"{name(path)}:{number}")

    assert silent == set()


def test_every_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    silent = [one for one in wanted if not re.search(rf'^    "{re.escape(one)}",  # \w.+$', text, re.MULTILINE)]

    assert len(wanted) > 30
    assert silent == []


def test_the_locks_hold_what_is_asked_for_with_hashes_and_agree() -> None:
    locks = [(ROOT / lock).read_text("utf-8") for lock in ("requirements.txt", "requirements-dev.txt")]
    entries = [re.findall(r"^([a-z0-9-]+)==(\S+)(.*(?:\n    .*)*)", lock, re.MULTILINE) for lock in locks]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, everything = ({package: version for package, version, _ in found} for found in entries)

    assert [package for found in entries for package, _, rest in found if "--hash=sha256:" not in rest] == []
    assert runtime.items() <= everything.items()
    for wanted, locked in (
        (project["project"]["dependencies"], runtime),
        (project["dependency-groups"]["dev"], everything),
    ):
        asked = [Requirement(one) for one in wanted]
        assert [str(one) for one in asked if not one.specifier.contains(locked[one.name])] == [], "make lock"


def test_no_file_names_a_package_registry_or_somebody_s_machine() -> None:
    named = {
        f"{name(path)}: {place}"
        for path in text_files()
        for place in PLACES_OUTSIDE
        if place in path.read_text("utf-8", errors="replace")
    }

    assert named == set()
