"""Do the words of packages reach people in their own language?"""

from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from config import borrowed_words
from units.filters.people import PersonFilter

ENGLISH = (
    Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/en/LC_MESSAGES/django.po",
    Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po",
)


class Small(forms.Form):
    number = forms.IntegerField(max_value=9)
    mail = forms.EmailField(max_length=12)
    choice = forms.ChoiceField(choices=[("a", "A")])


def test_a_form_refuses_in_vietnamese() -> None:
    with override("vi"):
        assert Small({}).errors["number"] == ["Hãy điền mục này."]
        errors = Small({"number": "12", "mail": "nobody", "choice": "z"}).errors

        assert errors["number"] == ["Quá lớn. Hãy nhập tối đa 9."]
        assert errors["mail"] == ["Địa chỉ thư điện tử không đúng. Hãy nhập lại."]
        assert errors["choice"] == ["Không có lựa chọn “z”. Hãy chọn lại."]
        assert Small({"mail": "somebody@a.vn"}).errors["mail"] == ["Quá dài: 13 ký tự, tối đa 12. Hãy rút gọn."]


def test_passwords_are_refused_in_vietnamese() -> None:
    with override("vi"), pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(10).validate("abc")

    assert refused.value.messages == ["Mật khẩu quá ngắn. Hãy dùng ít nhất 10 ký tự."]


def test_allauth_refuses_in_vietnamese() -> None:
    with override("vi"):
        said = gettext(borrowed_words.ALLAUTH[0])

    assert said == "Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại."


def test_the_packages_still_say_what_we_borrow() -> None:
    """A word that a package has changed would be read in English again."""
    said: set[str] = set()
    for path in ENGLISH:
        with path.open("rb") as po:
            said |= {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(po)}
    counted = {one for one, _many in borrowed_words.COUNTED}
    borrowed = {*borrowed_words.ALLAUTH, *borrowed_words.FORMS, *borrowed_words.PASSWORDS, *counted}

    assert len(borrowed) > 25
    assert borrowed - said == set()


def test_the_order_of_a_list_is_offered_in_the_language_of_the_page() -> None:
    choices = PersonFilter.base_filters["sort"].extra["choices"]

    with override("en"):
        assert [(value, str(label)) for value, label in choices] == [
            ("unit", "Unit"), ("-unit", "Unit (descending)"), ("born", "Date of birth"),
            ("-born", "Date of birth (descending)"),
        ]  # fmt: skip
    with override("vi"):
        assert [str(label) for _value, label in choices] == [
            "Đơn vị", "Đơn vị (giảm dần)", "Ngày sinh", "Ngày sinh (giảm dần)",
        ]  # fmt: skip
