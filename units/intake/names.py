"""Does a file's name agree with its content, and what is it called from now on?"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .kinds import BY_EXTENSION, Kind

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')  # in file names on Windows


def claimed(name: str) -> Kind | None:
    """The kind that the extension says, or None where it says nothing ("Ảnh 12.3.2016", no extension)."""
    return BY_EXTENSION.get(name.rpartition(".")[2].strip().lower()) if "." in name else None


def check_agrees(name: str, kind: Kind) -> None:
    """ValidationError "mismatch" where the name says another kind. One picture named as another is no lie: the
    phone's gallery renames them; it is kept under its right extension."""
    said = claimed(name)
    if said in {None, kind} or (said is not None and said.is_photograph and kind.is_photograph):
        return
    raise ValidationError(
        _("The name “%(name)s” says %(said)s, but the content is %(found)s."),
        code="mismatch",
        params={"name": cleaned(name), "said": said.label if said else "", "found": kind.label},
    )


def cleaned(name: str, kind: Kind | None = None) -> str:
    """The name in NFC without folder, control and direction signs, at most 120 characters, extension put right."""
    name = re.split(r"[/\\]", name)[-1]
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if sign in "\t\r\n" else sign for sign in name if sign in "\t\r\n" or _is_plain(sign))
    name = " ".join(FORBIDDEN.sub("_", name).split())
    if kind is None:
        return name[:LONGEST]
    stem = name.rpartition(".")[0] if claimed(name) else name
    stem = stem.strip(" .") or "minh-chung"
    return f"{stem[: LONGEST - len(kind.extension) - 1].rstrip(' .')}.{kind.extension}"


def _is_plain(sign: str) -> bool:
    """False for control, format (direction), surrogate and private signs."""
    return unicodedata.category(sign)[0] != "C"
