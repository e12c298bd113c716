"""Is every message of the interface said in Vietnamese, and none that no page says any more?"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("config/locale/vi/LC_MESSAGES/django.po")
SAYING = ("config", "units", "campaign", "recognition", "templates", "manage.py")


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
