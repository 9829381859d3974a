"""A medicine is found by its name in another language, which never stands for another medicine."""

import pytest

from threonate.refusal import Refusal
from threonate.safety.interaction import load_interactions
from threonate.safety.medicine_name import ListedName, listed_names, look_up, plain_name
from threonate.safety.name_abroad import (
    Language,
    NameAbroad,
    load_names_abroad,
    read_names_abroad,
)
from threonate.safety.not_flagged import find_not_flagged

ROWS = load_interactions().values()
# Classes, pairs and what has no name of its own in pharmacopoeias.
NAMELESS = {"AH-01", "IN-02", "TH-03"}


def listed(text: str) -> dict[str, ListedName]:
    return dict(listed_names(ROWS, abroad=read_names_abroad(text)))


@pytest.mark.parametrize("medicine", load_names_abroad(), ids=lambda each: each.english)
def test_every_name_abroad_finds_what_the_english_name_finds(medicine: NameAbroad) -> None:
    expected = look_up(medicine.english).found
    assert expected
    for language, names in medicine.names.items():
        for name in names:
            assert look_up(name).found == expected, (language, name)


# Written here from labels and national lists, apart from the file.
@pytest.mark.parametrize(
    ("text", "ingredient"),
    [
        ("Levothyroxin", "levothyroxine"),
        ("Alendronsäure", "alendronic acid"),
        ("furosémide", "furosemide"),
        ("acide ibandronique", "ibandronic acid"),
        ("ciprofloxacino", "ciprofloxacin"),
        ("hidroclorotiazida", "hydrochlorothiazide"),
        ("spironolattone", "spironolactone"),
        ("levotiroxina sódica", "levothyroxine"),
        ("cetoconazol", "ketoconazole"),
        ("omeprazolum", "omeprazole"),
        ("hierro", "iron salts (ferrous)"),
        ("Magnesiumoxid", "magnesium oxide"),
        ("Chinin", "quinine"),
        ("Chinidin", "quinidine"),
        ("ferrous sulphate", "iron salts (ferrous)"),
        # Salts of one acid that are two medicines here.
        ("micofenolato sódico", "mycophenolic acid (EC)"),
        ("micofenolato mofetilo", "mycophenolate mofetil"),
    ],
)
def test_a_name_on_a_box_from_abroad_is_known(text: str, ingredient: str) -> None:
    assert [row.ingredient for row in look_up(text).found] == [ingredient]


def test_every_medicine_but_a_class_or_a_pair_has_a_name_abroad() -> None:
    named = {row.id for each in load_names_abroad() for row in look_up(each.english).found}
    assert {row.id for row in ROWS} - named == NAMELESS


def test_every_language_is_there_and_says_which_names_were_checked() -> None:
    for language in Language:
        names = [each for each in load_names_abroad() if language in each.names]
        assert names
        # Latin and other English spellings are written from memory, and are not called checked.
        remembered = language in (Language.LATIN, Language.ENGLISH)
        assert any(language in each.checked for each in names) is not remembered


def test_no_name_abroad_is_a_medicine_that_is_not_flagged() -> None:
    for each in load_names_abroad():
        for names in each.names.values():
            assert not [name for name in names if find_not_flagged(name)]


def test_no_name_abroad_stands_for_two_medicines() -> None:
    owners: dict[str, set[tuple[str, ...]]] = {}
    for each in load_names_abroad():
        ids = tuple(row.id for row in ROWS if each.english in (row.ingredient, *row.also))
        for names in each.names.values():
            for name in names:
                owners.setdefault(plain_name(name), set()).add(ids)
    assert not {name: ids for name, ids in owners.items() if len(ids) != 1}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[quinine]\nde = ["Chinin"]\n[quinidine]\nde = ["chinin"]', "which is Chinin; leave it"),
        ('[quinine]\nde = ["Quinidine"]', "which is quinidine; leave it out"),
        ('[quinine]\nfr = ["Crestor"]', "which is Crestor; leave it out"),
        ('[quinine]\nfr = ["Quinine"]', "which is English already"),
        ('[quinine]\nfr = ["Qualaquin"]', "which is English already"),
        ('[quinine]\nde = ["-"]', "which has no Latin letter"),
        ('[paracetamol]\nde = ["Paracetamolum"]', "is not in interactions.toml"),
        ("[quinine]\nde = []", "has a language without a name"),
        ('[quinine]\nde = [" "]', "has a language without a name"),
        ("[quinine]", "has a language without a name"),
        ('[quinine]\nde = "Chinin"', "is a list of names in quotes"),
        ('[quinine]\nnl = ["kinine"]', "has an unknown key 'nl'"),
        ('[quinine]\nde = ["Chinin"]\nchecked = ["fr"]', "has checked 'fr' but no name in it"),
        ('quinine = "Chinin"', "is not a table"),
        ("[quinine", "this is not TOML"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(Refusal, match=r"medicine_names\.toml") as refused:
        listed(text)
    assert complaint in str(refused.value)


def test_languages_may_share_a_name_of_one_medicine() -> None:
    text = '[quinine]\nes = ["quinina"]\npt = ["quinina"]\nde = ["Chinin"]\n'
    assert listed(text)["quinina"].rows == listed(text)["quinine"].rows
