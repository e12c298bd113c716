"""When are two names the same to someone who searches, and which of them comes first in a Vietnamese list?

Both answers are columns of their own, filled by our code, so that every database engine and collation agrees.

The order is the dictionary's (Vũ Xuân Lương, "Quy tắc sắp xếp đơn vị từ vựng trong từ điển tiếng Việt", Vietlex):
syllable by syllable; within a syllable the letters a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z
first, the tones ngang, huyền, hỏi, ngã, sắc, nặng only between syllables of equal letters. Numbers go by size and
stand before letters.

A sort key is made of pieces that compare rightly byte by byte and under any collation for which a digit comes
before a letter (C, POSIX, en_US, vi, root of ICU); no two letters are ever neighbours, so that none can join them:

    letter      two characters: the plain letter and its rank      a "a0"  ă "a1"  â "a2"  đ "d1"  ơ "o2"
    syllable    its letters, then "0" and its tone 0 to 5          Hà  "h0a0" "01"
    number      "6", how many digits it has in two, the digits     12  "6" "02" "12"
    the rest    "z9" and seven digits of the code point            京  "z9" "0020140"

"0" ends a shorter syllable before any letter that would make it longer, and "6" puts numbers between the two.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

REMEMBERED = 0x3000  # characters before this one: the scripts of Europe, with all that Vietnamese needs
MOST_WORDS = 12  # a longer search finds nothing that the first twelve words do not
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
RANKS = {"a\u0306": "1", "a\u0302": "2", "e\u0302": "1", "o\u0302": "1", "o\u031b": "2", "u\u031b": "1"}
STROKED_D = str.maketrans("ÐðƉɖĐ", "đđđđđ")  # eth and the African d, which old Vietnamese fonts left behind
APOSTROPHES = str.maketrans("’‘ʼʹ`´", "''''''")
WITHOUT_MARK = str.maketrans("øłħıŧʼ", "olhit'")  # letters that Unicode does not take apart
SHORT_BEFORE_APOSTROPHE = re.compile(r"\b([^\W\d_]{1,2})' ?(?=[^\W\d_])")  # Cư M'gar, Ia H' Drai


def search_key(text: str) -> str:
    """Returns `text` as it is compared in a search: "Hà Nội", "HÀ NỘI" and "ha noi" all give "ha noi".

    Accents go (đ becomes d), compatible forms become one, case goes, and whatever is neither letter nor digit is one
    space. The key may be longer than the text (a ligature becomes several letters).
    """
    return " ".join(_spaced(_taken_apart(text)).translate(_BARE).split())


def search_words(text: str) -> list[str]:
    """Returns the words that a search looks for, as `search_key` writes them, each once; at most the first twelve."""
    return list(dict.fromkeys(search_key(text).split()))[:MOST_WORDS]


def sort_key(text: str) -> str:
    """Returns small letters and digits whose plain order is the Vietnamese order of `text`.

    Case, punctuation and leading zeros do not count; "" comes first. A name of n letters gives about 2.5 n characters;
    a key may be cut anywhere and still sorts rightly as far as it goes.
    """
    pieces = re.findall(r"[0-9]{1,99}|[^0-9 ]+", _spaced(_taken_apart(text)))
    return "".join(_number(piece) if piece[0].isdecimal() else _syllable(piece) for piece in pieces)


def likeness(a: str, b: str) -> float:
    """Says how alike two names look, from 0 (nothing) to 1 (the same to a searcher): shared runs of three letters."""
    return _likeness(search_key(a), search_key(b))


def best_matches(text: str, candidates: Iterable[str], n: int = 3, *, at_least: float = 0.4) -> list[str]:
    """Returns at most `n` of the candidates that look most like `text`, the likeliest first."""
    wanted = search_key(text)
    scored = ((_likeness(wanted, search_key(candidate)), candidate) for candidate in candidates)
    good = sorted((-score, sort_key(candidate), candidate) for score, candidate in scored if score >= at_least)
    return [candidate for _, _, candidate in good[:n]]


def _taken_apart(text: str) -> str:
    """Returns `text` in small letters with every accent behind its letter, however it was typed."""
    joined = unicodedata.normalize("NFKC", text.translate(APOSTROPHES))
    joined = SHORT_BEFORE_APOSTROPHE.sub(r"\1", joined)
    folded = unicodedata.normalize("NFKD", joined).translate(STROKED_D).casefold()
    return unicodedata.normalize("NFKD", folded).translate(WITHOUT_MARK)


def _spaced(apart: str) -> str:
    """Returns text that was taken apart with a space for whatever is neither letter, digit nor accent."""
    return apart.translate(_SPACED)


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


class _Remembering(dict[int, str | None]):
    """What becomes of each character, found out when it first comes: whole names are then read at once."""

    def __missing__(self, code: int) -> str | None:
        becomes = self.becomes(code)
        if code < REMEMBERED:
            self[code] = becomes
        return becomes

    def becomes(self, code: int) -> str | None:
        raise NotImplementedError


class _Spaced(_Remembering):
    """Neither letter, digit nor accent becomes a space."""

    def becomes(self, code: int) -> str | None:
        character: str | None = chr(code)
        if chr(code).isdecimal():
            character = str(unicodedata.decimal(chr(code)))
        elif unicodedata.category(chr(code)) == "Cf":
            character = None
        elif not (chr(code).isalnum() or _is_accent(chr(code))):
            character = " "
        return character


class _Bare(_Remembering):
    """Accents go, đ becomes d."""

    def becomes(self, code: int) -> str | None:
        return None if _is_accent(chr(code)) else chr(code).replace("đ", "d")


_SPACED, _BARE = _Spaced(), _Bare()


def _number(digits: str) -> str:
    plain = digits.lstrip("0") or "0"
    return f"6{len(plain):02d}{plain}"


@lru_cache(maxsize=20_000)  # the same few thousand syllables make all names
def _syllable(piece: str) -> str:
    clusters = re.findall(r"\w\W*", piece)
    tones = "".join(TONES.get(character, "") for character in piece)
    return "".join(map(_letter, clusters)) + "0" + (tones or "0") if clusters else ""


def _letter(cluster: str) -> str:
    letter, marks = cluster[0], cluster[1:]
    if letter == "đ":
        return "d1"
    if not letter.isascii():
        return f"z9{ord(letter):07d}"
    return letter + next((RANKS[letter + mark] for mark in marks if letter + mark in RANKS), "0")


def _likeness(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    one, other = _triples(a), _triples(b)
    shared = sum((one & other).values())
    return min(2 * shared / (one.total() + other.total()), 0.99)


def _triples(key: str) -> Counter[str]:
    padded = f"  {key} "
    return Counter(padded[i : i + 3] for i in range(len(padded) - 2))
