"""The colours of static/css can be read: AA everywhere, AAA for running text, in light and in dark, and in grey."""

import re
from itertools import combinations
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
LIGHT = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", (CSS / "tokens.css").read_text().split("@media")[0]))
DARK = LIGHT | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", (CSS / "dark.css").read_text().split("@media")[0]))
STATES = ("draft", "waiting", "returned", "accepted", "declined", "late")


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance, 0 (black) to 1 (white)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def colours(request) -> dict[str, str]:
    return request.param


def test_the_measure_itself_is_right():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_running_text_is_aaa_on_every_ground(colours):
    for ground in ("paper", "surface", "sunken"):
        for ink in ("ink", "ink-soft"):
            assert contrast(colours[ink], colours[ground]) >= 7, (ink, ground)


def test_links_marks_and_words_of_action_are_aa_on_every_ground(colours):
    for ground in ("paper", "surface", "blue-tint"):
        for ink in ("blue", "blue-strong", "late"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for ground in ("paper", "surface", "accent-tint"):
        assert contrast(colours["accent"], colours[ground]) >= 4.5, ground


def test_buttons_and_the_band_carry_their_words(colours):
    assert contrast(colours["on-fill"], colours["fill"]) >= 4.5
    assert contrast(colours["on-fill"], colours["fill-strong"]) >= 4.5
    assert contrast(colours["on-band"], colours["band"]) >= 7
    assert contrast(colours["focus-band"], colours["band"]) >= 3
    assert contrast(colours["focus"], colours["paper"]) >= 3


@pytest.mark.parametrize("state", STATES)
def test_a_state_reads_on_its_own_tint(state, colours):
    assert contrast(colours[state], colours[f"{state}-tint"]) >= 4.5


def test_edges_of_fields_are_seen(colours):
    for ground in ("paper", "surface"):
        assert contrast(colours["line-strong"], colours[ground]) >= 3, ground


def test_the_three_responsibilities_are_seen_and_stay_apart_in_grey(colours):
    hues = [colours[key] for key in ("self", "work", "community")]

    assert [hue for hue in hues if contrast(hue, colours["surface"]) < 3] == []
    for one, other in combinations(hues, 2):
        assert contrast(one, other) >= 1.4, (one, other)
