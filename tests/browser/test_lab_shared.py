"""In a shared lab two people sign in, and neither sees what the other saved."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.lab_server import Watched, serve, watched

from threonate.lab.account import Accounts
from threonate.lab.laboratory import Laboratory

WORDS = {"ada": "correct horse battery", "bob": "staple orange lantern"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("shared") / "lab.sqlite3"
    made = Laboratory(file, shared=True)
    for name, password in WORDS.items():
        Accounts(made.storage).put(name, password)
    with serve(file, shared=True) as served:
        yield served


def _sign_in(seen: Watched, name: str, *, path: str = "/saved") -> None:
    seen.open(path)
    seen.page.get_by_label("Your name here").fill(name)
    seen.page.get_by_label("Password").fill(WORDS[name])
    seen.page.get_by_role("button", name="Sign in").click()


def test_two_people_keep_their_things_apart(browser: Browser, address: str) -> None:
    with watched(browser, address) as ada, watched(browser, address) as bob:
        _sign_in(ada, "ada", path="/safe?ask=yes&age=70&egfr=80")
        ada.page.get_by_text("Save this").click()
        ada.page.get_by_label("What to keep").select_option(label="the person alone")
        ada.page.get_by_label("Name", exact=True).fill("Ada's mother")
        ada.page.get_by_role("button", name="Save", exact=True).click()
        expect(ada.page.get_by_text("Ada's mother").first).to_be_visible()
        _sign_in(bob, "bob")
        expect(bob.page.get_by_role("heading", name="Saved", level=1)).to_be_visible()
        assert "Ada" not in bob.page.content()
        bob.page.get_by_role("button", name="Sign out").click()
        bob.open("/saved")
        expect(bob.page.get_by_role("button", name="Sign in")).to_be_visible()
        ada.page.reload()
        expect(ada.page.get_by_text("Ada's mother").first).to_be_visible()


def test_a_wrong_password_is_told_beside_its_field(browser: Browser, address: str) -> None:
    with watched(browser, address, has_scripts=False) as seen:
        page = seen.open("/follow")
        page.get_by_label("Your name here").fill("ada")
        page.get_by_label("Password").fill("wrong horse battery")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("#password-error")).to_contain_text("do not belong together")
        expect(page.get_by_label("Your name here")).to_have_value("ada")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_sign_in(browser: Browser, address: str, theme: str, width: int) -> None:
    with watched(browser, address) as seen:
        seen.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.open("/saved")
        assert violations(seen) == []
