"""The browser itself is fit to judge a report."""

from pathlib import Path

from playwright.sync_api import Page


def test_a_page_on_disk_opens_and_runs_its_script(page: Page, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    sheet.write_text("<p id=dose></p><script>dose.textContent = 2000 * 0.072</script>")
    page.goto(sheet.as_uri())
    assert page.inner_text("#dose") == "144"
