"""Names are found without accents and listed in the order of a Vietnamese dictionary."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.vietnamese.names import best_matches, likeness, search_key, sort_key

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặờởỡớợừửữứựỳỷỹýỵAĐÊƠƯ -'.0123456789", max_size=40)

# Vietlex's rules applied by hand: syllable by syllable, letters before tones, numbers by size and before letters.
IN_ORDER = [
    "3 trách nhiệm", "12 điều", "A", "A Lưới", "À", "Ả", "Ã", "Á", "Ạ", "Ác", "Ách", "An", "Ăn", "Ân",
    "Ba", "Ba Đình", "Ba Vì", "Bà Rịa", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bến Tre", "Cao Bằng", "Cần Thơ",
    "Chi đoàn", "Chi đoàn 3", "Chi đoàn 12", "Chi đoàn 100", "Chi đoàn A1", "Chi đoàn A2", "Chi đoàn A10",
    "Chi đoàn Ấp 1", "Chi đoàn Sở Nội vụ", "Dĩ An", "Duy Xuyên", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Đồng Nai",
    "Festival", "Gia Lai", "Hà Giang", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Ia H' Drai",
    "Ninh Bình", "Ninh Thuận", "Ô Môn", "Ơ Đu", "Phú Yên", "Thái Bình", "Thanh Hóa", "Thừa Thiên Huế",
    "Tuân thủ", "Tuần chay", "Uông Bí", "Ứng Hòa", "Vĩnh Long", "Yên Bái", "Zone 9",
]  # fmt: skip


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Hà Nội", "ha noi"),
        ("HÀ NỘI", "ha noi"),
        ("ha noi", "ha noi"),
        (nfd("Hà Nội"), "ha noi"),
        ("  Hà\u00a0\u200b  Nội\n", "ha noi"),
        ("Đắk Lắk", "dak lak"),
        ("Ðà Nẵng", "da nang"),  # eth instead of Đ
        ("Đoàn Khối Dân - Chính - Đảng TP. Hồ Chí Minh", "doan khoi dan chinh dang tp ho chi minh"),
        ("Huyện Cư M'gar", "huyen cu mgar"),
        ("Huyện Cư M’Gar", "huyen cu mgar"),
        ("Huyện Ia H' Drai", "huyen ia hdrai"),
        ("hoà bình", "hoa binh"),
        ("hòa bình", "hoa binh"),
        ("ＴＰ．１２", "tp 12"),
        ("ﬁnal", "final"),
        ("Số: 14-KL/TWĐTN", "so 14 kl twdtn"),
        ("", ""),
        ("…", ""),
        ("Москва", "москва"),
    ],
)
def test_a_name_is_folded_to_what_a_searcher_types(written, key):
    assert search_key(written) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Hà", "h0a001"),
        ("hà nội", "h0a001n0o1i005"),
        ("Đ", "d100"),
        ("ăâêôơư", "a1a2e1o1o2u100"),
        ("3", "6013"),
        ("12", "60212"),
        ("012", "60212"),
        ("京", "z9002014000"),
        ("", ""),
    ],
)
def test_a_sort_key_is_built_of_the_documented_pieces(name, key):
    assert sort_key(name) == key


def test_names_come_in_dictionary_order():
    shuffled = random.Random(14).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_no_two_names_of_the_list_share_a_sort_key():
    assert len({sort_key(name) for name in IN_ORDER}) == len(IN_ORDER)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Đoàn Khối", "đoàn khối"), ("Chi đoàn 03", "Chi đoàn 3"), ("Dân - Chính", "Dân Chính")],
)
def test_spelling_habits_do_not_change_the_place_in_a_list(one, other):
    assert sort_key(one) == sort_key(other)


@given(VIETNAMESE)
def test_composed_and_decomposed_accents_give_the_same_keys(text):
    assert search_key(nfd(text)) == search_key(text)
    assert sort_key(nfd(text)) == sort_key(text)


@given(st.text())
def test_any_text_has_keys_and_the_search_key_of_a_search_key_is_itself(text):
    key = search_key(text)
    assert search_key(key) == key
    assert re.fullmatch(r"[a-z0-9]*", sort_key(text))


@given(st.text())
def test_letters_are_never_neighbours_in_a_sort_key_so_that_no_collation_joins_them(text):
    assert not re.search(r"[a-z]{2}", sort_key(text))


@given(VIETNAMESE, VIETNAMESE)
def test_a_name_stands_before_the_same_name_with_a_word_more(name, more):
    assert sort_key(name) <= sort_key(f"{name} {more}")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_inside_names_go_by_size(a, b):
    assert (sort_key(f"Chi đoàn {a}") < sort_key(f"Chi đoàn {b}")) == (a < b)


def test_likeness_is_one_only_for_what_a_searcher_cannot_tell_apart():
    assert likeness("Hà Nội", "ha  noi") == 1
    assert likeness("Hà Nội", "Hà Nam") < 1
    assert likeness("Hà Nội", "Kon Tum") == 0
    assert likeness("", "") == 0


def test_likeness_counts_shared_runs_of_three_letters():
    # "  ha noi " and "  ha nam ": 7 runs each, of which "  h", " ha", "ha ", "a n" are shared: 2 x 4 / 14.
    assert likeness("Hà Nội", "Hà Nam") == pytest.approx(8 / 14)


@given(VIETNAMESE, VIETNAMESE)
def test_likeness_does_not_depend_on_who_is_compared_with_whom(a, b):
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1


def test_the_likeliest_unit_is_offered_first():
    units = [
        "Đoàn Khối các cơ quan tỉnh Hà Giang",
        "Đoàn Khối các cơ quan tỉnh Tiền Giang",
        "Đoàn Khối Doanh nghiệp tỉnh Tiền Giang",
        "Huyện đoàn Vị Thủy",
    ]
    assert best_matches("doan khoi co quan tien giang", units, 2) == [units[1], units[0]]
    assert best_matches("Đoàn khối Các cơ quan tỉnh Tiền Giang", units, 1) == [units[1]]
    assert best_matches("Sở Tư pháp", units) == []
