"""What number did people write?

Which mark is which, where a text could be read twice:

- Counts and đồng are whole, so a mark before exactly three digits groups thousands, be it "." "," or a space:
  "1.677", "1,677" and "1 677" are all 1677. Before any other number of digits it is the decimal mark: "13,0" is 13,
  "13,5" is refused.
- Before a Vietnamese scale word (nghìn, triệu, tỷ …) a part may be meant, so "," is always the decimal mark and
  "." groups, except where it cannot: "1,677 tỷ" is 1 677 000 000, "1.677 triệu" is 1 677 000 000, "4.57 tỷ" is
  4 570 000 000. Before an English one (thousand, million, billion) it is the other way round.
- With both marks the last is the decimal one. A number after a scale word must fill the places that the word opens:
  "3 nghìn 500" is 3500 and "1 tỷ 200 triệu" is 1 200 000 000, but "1 triệu 2" is refused.
- "-", "không" and "không phát sinh" say zero, as in statistical tables; nothing, "…", "?" and "chưa có số liệu" say
  that there is no figure; "x" and "không áp dụng" that there can be none.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from units.vietnamese import number_words as words
from units.vietnamese.names import search_key
from units.vietnamese.typed import typed
from units.vietnamese.unreadable import Unreadable

LARGEST = 10**15  # a thousand trillions, exact in Excel; nine thousand of them still add up in 64 bits
LONGEST = 28  # digits that decimal arithmetic keeps exactly; a longer row is too large anyway

State = Literal["given", "zero", "not_available", "not_applicable"]


@dataclass(frozen=True)
class ReadCount:
    """A number as it was meant: `value` (of `of`, in "62/62"), None where the state says that there is no figure."""

    value: int | None
    of: int | None = None
    state: State = "given"
    approximate: bool = False
    unit: str = ""  # the words behind the number, as typed: "lượt", "cơ sở Đoàn", "đồng"


ALL_SCALES = words.SCALES | words.ENGLISH_SCALES | words.SCALES_WITHOUT_ACCENTS
NUMERAL = r"[0-9]+(?:[.,' ][0-9]{3}(?![0-9])|[.,][0-9]+)*"


def _amounts(scales: dict[str, int]) -> re.Pattern[str]:
    """Returns what finds one numeral and its scale words: "1.677", "4,57 tỷ", "2 nghìn tỷ", "12tr", "3 tỷđ"."""
    scale = rf"(?:{'|'.join(scales)})(?:(?![^\W\d_])|(?={words.DONG}))"
    return re.compile(rf"(?P<numeral>{NUMERAL})(?P<scales>(?: ?{scale})*) ?", re.IGNORECASE)


AMOUNT = _amounts(words.SCALES | words.ENGLISH_SCALES)
AMOUNT_WITHOUT_ACCENTS = _amounts(ALL_SCALES)


def read_count(value: object) -> ReadCount:
    """Returns how many somebody wrote, from a cell of a sheet or the text of a field; raises Unreadable.

    Codes: no_number, unclear, malformed, ambiguous, several_numbers, percent, negative, not_whole, too_large,
    part_exceeds_whole, is_a_date.
    """
    return _read(value, money=False)


def read_money(value: object) -> ReadCount:
    """Returns how much somebody wrote, in whole đồng ("4,57 tỷ" is 4570000000); raises Unreadable.

    Codes: those of read_count, and not_money ("12 suất quà"), other_currency.
    """
    return _read(value, money=True)


def _read(value: object, *, money: bool) -> ReadCount:
    if value is None:
        return ReadCount(None, state="not_available")
    if isinstance(value, (date, time)):  # a sheet turns 5/5 into the fifth of May
        raise Unreadable("is_a_date", value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _given(_from_cell(value), value)
    if not isinstance(value, str):
        raise Unreadable("no_number", value)
    text = typed(value)
    return _without_figure(text) or _from_text(text, money=money)


def _from_cell(number: float | Decimal) -> Decimal:
    """Returns a sheet's number as the sheet shows it, with 15 digits: 13.000000000000002 is 13."""
    exact = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")
    if not exact.is_finite():
        raise Unreadable("no_number", number)
    return exact


def _without_figure(text: str) -> ReadCount | None:
    """Returns what a text without any digit says in so many words, None when it is not among the known ones."""
    first, _, rest = search_key(text).partition(" ")
    key = f"{'khong' if first in words.SHORT_NO else first} {rest}".strip()
    if text.lower() in {"", "?", "#n/a"} or re.fullmatch(r"\.{2,}", text) or key in words.NOT_AVAILABLE:
        return ReadCount(None, state="not_available")
    if re.fullmatch(r"-+", text) or key in words.ZERO:
        return ReadCount(0, state="zero")
    if key in words.NOT_APPLICABLE:
        return ReadCount(None, state="not_applicable")
    if key in words.TWO_MEANINGS:
        raise Unreadable("ambiguous", text)
    return None


def _from_text(text: str, *, money: bool) -> ReadCount:
    first = re.search(r"[0-9]", text)
    if not first:
        raise Unreadable("no_number", text)
    if money and re.search(words.OTHER_MONEY, f"{search_key(text)} {text}"):
        raise Unreadable("other_currency", text)
    about = _says_about(text[: first.start()], text, money=money)
    total, position = _amount(text, first.start())
    whole, position = (None, position) if money else _whole(text, position)
    behind = text[position:]
    _check_behind(behind, text, money=money)
    about = about or bool(re.match(words.ABOUT_BEHIND, behind, re.IGNORECASE))
    return _given(total, text, whole=whole, approximate=about, unit=behind.strip(" .,;:+-"))


def _says_about(before: str, text: str, *, money: bool) -> bool:
    """Says whether what stands before a number makes it approximate; raises Unreadable where that is not known."""
    if before.rstrip().endswith("-") or search_key(before) == "am":
        raise Unreadable("negative", text)
    key = search_key(re.sub(rf"\b{words.DONG}|₫", "", before, flags=re.IGNORECASE) if money else before)
    if key not in words.ABOUT | words.EXACTLY or re.search(r"[.,/%()]\s*$", before):
        raise Unreadable("unclear", text)
    return key in words.ABOUT or any(sign in before for sign in words.ABOUT_SIGNS)


def _amount(text: str, position: int) -> tuple[Decimal, int]:
    """Returns the number that begins at `position` and where it ends: "1 tỷ 200 triệu" is one number."""
    pattern = AMOUNT_WITHOUT_ACCENTS if text.isascii() else AMOUNT
    total, room = Decimal(0), 0  # room: how many places the last scale word opened
    while part := pattern.match(text, position):
        scales = part["scales"].casefold().split()
        power = sum(ALL_SCALES[scale] for scale in scales)
        if len(part["numeral"]) > LONGEST or power > 18:
            raise Unreadable("too_large", text)
        value = _decimal(part["numeral"], _decimal_mark(scales), text).scaleb(power)
        if room:
            _check_fills(value, room, text, bare=None if scales else part["numeral"])
            _check_whole(total, text)
        total, room, position = total + value, power, part.end()
        if not scales:
            break
    return total, position


def _decimal_mark(scales: list[str]) -> str:
    """Returns the mark that surely begins the decimals before these scale words, "" where there are none."""
    if not scales:
        return ""
    return "." if scales[0] in words.ENGLISH_SCALES else ","


def _decimal(numeral: str, decimal_mark: str, text: str) -> Decimal:
    marks = re.findall(r"[^0-9]", numeral)
    if not marks:
        return Decimal(numeral)
    last = marks[-1]
    head, _, tail = numeral.rpartition(last)
    splits = last in ".," and marks.count(last) == 1 and (head.isdigit() or _is_grouped(head))
    if _is_grouped(numeral) and not (splits and last == decimal_mark):
        return Decimal(re.sub(r"[^0-9]", "", numeral))
    if not splits:
        raise Unreadable("malformed", text)
    return Decimal(re.sub(r"[^0-9]", "", head) + "." + tail)


def _is_grouped(numeral: str) -> bool:
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}([.,' ])[0-9]{3}(?:\1[0-9]{3})*", numeral))


def _check_fills(value: Decimal, room: int, text: str, *, bare: str | None) -> None:
    """Refuses a further part that does not fit under the scale word before it, or fits in more than one way."""
    if bare is not None and len(re.sub(r"[^0-9]", "", bare)) != room:
        raise Unreadable("ambiguous", text)
    if value >= Decimal(1).scaleb(room):
        raise Unreadable("malformed", text)
    _check_whole(value, text)


def _check_whole(value: Decimal, text: object) -> None:
    if value % 1:
        raise Unreadable("not_whole", text)


def _whole(text: str, position: int) -> tuple[int | None, int]:
    """Returns y of "x/y" and where it ends, None where there is no y."""
    if not text.startswith("/", position):
        return None, position
    part = AMOUNT.match(text, position + 1 + text.startswith(" ", position + 1))
    if not part or part["scales"]:
        raise Unreadable("unclear", text)
    if len(part["numeral"]) > LONGEST:
        raise Unreadable("too_large", text)
    of = _given(_decimal(part["numeral"], "", text), text)
    return of.value, part.end()


def _check_behind(behind: str, text: str, *, money: bool) -> None:
    """Refuses what may not stand behind a number."""
    if behind.startswith("%") or search_key(behind).startswith(("phan tram", "percent")):
        raise Unreadable("percent", text)
    if text.isascii() and search_key(behind).partition(" ")[0] in words.MAYBE_SCALES:
        raise Unreadable("ambiguous", text)
    if re.search(r"(?<![^\W_])[0-9]", behind):
        raise Unreadable("several_numbers", text)
    currency = re.match(words.DONG, behind, re.IGNORECASE) if money else None
    if behind[currency.end() if currency else 0 :].lstrip().startswith("/"):
        raise Unreadable("unclear", text)
    if money and not currency and search_key(behind):
        raise Unreadable("not_money", text)


def _given(
    total: Decimal, text: object, *, whole: int | None = None, approximate: bool = False, unit: str = ""
) -> ReadCount:
    if total < 0:
        raise Unreadable("negative", text)
    if total > LARGEST or (whole or 0) > LARGEST:
        raise Unreadable("too_large", text)
    _check_whole(total, text)
    if whole is not None and total > whole:
        raise Unreadable("part_exceeds_whole", text)
    return ReadCount(int(total), whole, "given" if total else "zero", approximate, unit)
