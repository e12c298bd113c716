"""The columns that search and order go by follow the row however it is written."""

from units.models import Person, Unit


def test_a_person_saved_alone_and_people_saved_in_bulk_get_the_same_columns(cast):
    alone = Person.objects.create(full_name="Đặng Thị Ánh", unit=cast.chidoan3)
    (in_bulk,) = Person.objects.bulk_create([Person(full_name="Đặng Thị Ánh", unit=cast.chidoan3)])
    for person in (alone, in_bulk):
        person.refresh_from_db()
        assert person.search_name == "dang thi anh"
        assert person.sort_name == "a0n0h004d1a1n0g005t0h0i005"


def test_a_new_name_is_found_by_itself_and_no_longer_by_the_old_one(cast):
    assert Unit.objects.matching("quan doan").get() == cast.badinh
    cast.badinh.short_name = cast.badinh.name = "Đoàn Sở Tư pháp"
    cast.badinh.save()
    assert Unit.objects.matching("so tu phap").get() == cast.badinh
    assert not Unit.objects.matching("quan doan").exists()


def test_what_is_too_long_for_the_column_is_cut_and_still_found_by_its_beginning(cast):
    person = Person.objects.create(full_name="Ǆ" * 120, unit=cast.chidoan3)
    person.refresh_from_db()
    assert person.search_name == "dz" * 80
