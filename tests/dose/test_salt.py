"""A salt weighs what its atoms weigh, and dissolves as its table says."""

import pytest

from threonate.dose.formula import atoms, molar_mass
from threonate.dose.salt import THREONATE_MASS, Salt, Solubility, load_salts
from threonate.evidence.grade import Grade
from threonate.evidence.source import load_sources
from threonate.refusal import Refusal

# Molar mass (g/mol) and magnesium (% of the mass), from published handbooks by IUPAC masses.
HANDBOOK = {
    "l-threonate": (312.51, 7.78),
    "l-threonate anhydrous": (294.50, 8.25),
    "l-threonate monohydrate": (312.51, 7.78),
    "citrate": (451.11, 16.16),
    "citrate nonahydrate": (613.25, 11.89),
    "hydrogen citrate": (214.41, 11.34),
    "oxide": (40.30, 60.30),
    "oxide effervescent": (40.30, 60.30),
    "hydroxide": (58.32, 41.68),
    "carbonate": (84.31, 28.83),
    "basic carbonate": (485.65, 25.02),
    "glycinate": (172.42, 14.10),
    "glycinate dihydrate": (208.45, 11.66),
    "chloride": (95.21, 25.53),
    "chloride hexahydrate": (203.30, 11.96),
    "chloride enteric coated": (203.30, 11.96),
    "aspartate": (288.50, 8.42),
    "aspartate tetrahydrate": (360.56, 6.74),
    "aspartate hydrochloride": (245.90, 9.88),
    "malate": (156.38, 15.54),
    "malate trihydrate": (210.42, 11.55),
    "dimagnesium malate": (214.70, 22.64),
    "taurate": (272.57, 8.92),
    "acetyl-taurate": (356.65, 6.81),
    "sulfate": (120.36, 20.19),
    "sulfate heptahydrate": (246.47, 9.86),
    "gluconate": (414.60, 5.86),
    "gluconate dihydrate": (450.63, 5.39),
    "orotate": (334.48, 7.27),
    "orotate dihydrate": (370.51, 6.56),
    "lactate": (202.45, 12.01),
    "lactate dihydrate": (238.48, 10.19),
    "lactate extended release": (238.48, 10.19),
    "pidolate": (280.52, 8.66),
    "glycerophosphate": (194.36, 12.51),
    "acetate": (214.45, 11.33),
    "food": (24.305, 100.0),
}


@pytest.mark.parametrize(("key", "handbook"), HANDBOOK.items(), ids=list(HANDBOOK))
def test_a_salt_weighs_what_the_handbook_says(key: str, handbook: tuple[float, float]) -> None:
    salt = load_salts()[key]
    mass, percent = handbook
    assert salt.molar_mass == pytest.approx(mass, abs=0.011)
    assert 100 * salt.magnesium_fraction == pytest.approx(percent, abs=0.006)


def test_every_salt_is_in_the_handbook() -> None:
    assert set(load_salts()) == set(HANDBOOK)


def test_citrate_has_three_magnesium_and_dimagnesium_malate_two() -> None:
    assert Salt.find("citrate").magnesium_atoms == 3
    assert Salt.find("dimagnesium malate").magnesium_atoms == 2
    assert Salt.find("basic carbonate").magnesium_atoms == 5


def test_two_threonate_ions_leave_with_each_magnesium() -> None:
    # C4H7O5: 4 x 12.011 + 7 x 1.008 + 5 x 15.999 = 135.095; 2 x 135.095 / 294.495 = 0.91747
    assert pytest.approx(135.095) == THREONATE_MASS
    dry = Salt.find("l-threonate anhydrous")
    assert dry.threonate_fraction == pytest.approx(0.91747, abs=1e-5)
    assert dry.threonate_per_magnesium == 2
    assert Salt.find("citrate").threonate_fraction == 0


def test_a_formula_counts_hydrates_and_brackets() -> None:
    counted = atoms("4MgCO3·Mg(OH)2·5H2O")
    assert counted == {"Mg": 5, "C": 4, "O": 4 * 3 + 2 + 5, "H": 2 + 10}
    assert atoms("Mg(C2(HO)2)2") == {"Mg": 1, "C": 4, "H": 4, "O": 4}


@pytest.mark.parametrize("formula", ["", "Xx2", "Mg(OH", "MgO)", "Mg-O", "·H2O"])
def test_a_formula_that_cannot_be_counted_is_refused(formula: str) -> None:
    with pytest.raises(Refusal, match="not a formula"):
        molar_mass(formula)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("MgT", "l-threonate"),
        ("Magtein", "l-threonate"),
        ("threonate", "l-threonate"),
        ("magnesium L-threonate", "l-threonate"),
        ("Magnesium_L_Threonate", "l-threonate"),
        ("500304-76-7", "l-threonate"),
        ("  OXIDE ", "oxide"),
        ("MgO", "oxide"),
        ("magnesium bisglycinate", "glycinate"),
        ("Epsom salt", "sulfate heptahydrate"),
        ("enteric-coated chloride", "chloride enteric coated"),
        ("Acetyl Taurate", "acetyl-taurate"),
        ("aspartate HCl", "aspartate hydrochloride"),
        ("1309-48-4", "oxide"),
    ],
)
def test_a_salt_is_found_by_any_of_its_names(text: str, key: str) -> None:
    assert Salt.find(text).key == key


def test_every_salt_is_found_by_its_key_and_its_name() -> None:
    for key, salt in load_salts().items():
        assert Salt.find(key) is salt
        assert Salt.find(salt.name) is salt


def test_no_two_salts_share_a_name() -> None:
    names = [name for salt in load_salts().values() for name in (salt.key, *salt.aliases)]
    plain = [name.replace(" ", "").replace("-", "") for name in names]
    assert len(plain) == len(set(plain))


def test_a_misspelt_salt_gets_the_nearest_one() -> None:
    with pytest.raises(Refusal, match="Did you mean 'citrate'"):
        Salt.find("magnesium citrat")


def test_a_salt_like_no_other_gets_the_list() -> None:
    with pytest.raises(Refusal, match=r"Use one of: l-threonate, citrate, oxide"):
        Salt.find("zzzz")


def test_soluble_salts_are_in_solution_at_once_and_oxide_is_not() -> None:
    assert Salt.find("mgt").is_instant
    assert Salt.find("mgt").dissolved_fraction == 1.0
    assert Salt.find("mgt").dissolution_rate is None
    oxide = Salt.find("oxide")
    assert not oxide.is_instant
    assert (oxide.dissolved_fraction, oxide.dissolution_rate) == (0.35, 0.3)
    assert (oxide.dissolved.low, oxide.dissolved.high, oxide.dissolved.spread) == (0.15, 1.0, 0.4)
    assert oxide.solubility is Solubility.INSOLUBLE


def test_a_coating_stays_shut_for_hours() -> None:
    coated = Salt.find("enteric coated")
    assert coated.coating_delay == 2.5
    assert coated.dissolved_fraction == 0.4
    assert Salt.find("chloride").coating_delay == 0


def test_how_a_salt_dissolves_is_assumed_and_says_from_what() -> None:
    for salt in load_salts().values():
        assert salt.grade is Grade.F
        assert salt.basis
        assert 0 < salt.dissolved.low <= salt.dissolved_fraction <= salt.dissolved.high <= 1
        if salt.rate is not None:
            assert 0 < salt.rate.low <= salt.rate.value <= salt.rate.high


def test_the_sources_of_a_salt_exist() -> None:
    known = load_sources()
    assert {key for salt in load_salts().values() for key in salt.source} <= set(known)


def test_registry_numbers_have_the_right_check_digit() -> None:
    for salt in load_salts().values():
        if salt.cas:
            digits, check = salt.cas.replace("-", "")[:-1], salt.cas[-1]
            weighted = sum(
                place * int(digit) for place, digit in enumerate(reversed(digits), start=1)
            )
            assert weighted % 10 == int(check), salt.key
