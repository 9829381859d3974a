"""What was confirmed as saved is on the disk, whatever happens next."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from threonate.lab.saved_item import Kind, SavedItem, is_inside, read_address, read_name, read_note
from threonate.lab.saving import NotKept, Saving
from threonate.lab.storage import MIGRATIONS, Storage
from threonate.refusal import Refusal

WRITER = """
import sys
from pathlib import Path
from threading import Thread
from threonate.lab.saved_item import Kind
from threonate.lab.saving import Saving
from threonate.lab.storage import Storage

saving = Saving(Storage(Path(sys.argv[1])))

def write(part):
    for number in range(100_000):
        item = saving.save(kind=Kind.RUN, name=f"{part}-{number}", address="/start")
        sys.stdout.write(f"{item.id} {item.name}\\n")
        sys.stdout.flush()

for part in range(3):
    Thread(target=write, args=(part,)).start()
"""


@pytest.fixture
def saving(tmp_path: Path) -> Saving:
    return Saving(Storage(tmp_path / "deep" / "lab.sqlite3"))


def keep(saving: Saving, name: str = "Mother") -> SavedItem:
    return saving.save(kind=Kind.PERSON, name=name, address="/follow?age=60", note="2 g")


@pytest.mark.parametrize("confirmed", [1, 40])
def test_a_killed_process_loses_nothing_that_it_confirmed(tmp_path: Path, confirmed: int) -> None:
    file = tmp_path / "lab.sqlite3"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(confirmed)]
    os.kill(writer.pid, signal.SIGKILL)
    # What was confirmed between the last look and the end counts as well.
    told += [line for line in writer.stdout.read().splitlines(keepends=True) if line[-1] == "\n"]
    writer.wait()
    writer.stdout.close()
    kept = {f"{item.id} {item.name}\n" for item in Saving(Storage(file)).items()}
    assert set(told) <= kept
    # One item for each thread may have been written and not told any more.
    assert len(kept) <= len(told) + 3
    with sqlite3.connect(file) as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found.close()


def test_the_file_is_written_through_and_for_its_owner_alone(saving: Saving) -> None:
    keep(saving)
    with saving.storage.reading() as found:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert found.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    assert saving.storage.file.stat().st_mode & 0o077 == 0


def test_a_file_that_came_from_elsewhere_is_closed_to_others(saving: Saving) -> None:
    keep(saving)
    file = saving.storage.file
    file.chmod(0o644)
    keep(Saving(Storage(file)))
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_was_taken_away_is_made_anew(saving: Saving) -> None:
    keep(saving)
    file = saving.storage.file
    file.unlink()
    assert saving.items() == ()
    assert file.stat().st_mode & 0o077 == 0
    item = keep(saving)
    assert Saving(Storage(file)).items() == (item,)


@pytest.mark.parametrize("name", ["a?mode=ro&x=1", "b#c%20d", "é ü.sqlite3"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    item = keep(Saving(Storage(tmp_path / name)))
    assert Saving(Storage(tmp_path / name)).items() == (item,)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_whose_account_is_gone_keeps_nothing_and_is_told_why(saving: Saving) -> None:
    with pytest.raises(Refusal, match="account that is gone"):
        keep(Saving(saving.storage, "ada"))


def test_a_statement_of_a_new_version_may_hold_a_semicolon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = """CREATE TRIGGER noted AFTER INSERT ON item BEGIN
        UPDATE item SET note = 'a; b' WHERE id = NEW.id; END"""
    monkeypatch.setattr("threonate.lab.storage.MIGRATIONS", (*MIGRATIONS, (noted,)))
    later = Saving(Storage(tmp_path / "lab.sqlite3"))
    keep(later)
    assert [item.note for item in later.items()] == ["a; b"]


def test_what_was_saved_is_found_again_by_another_process_as_it_was(saving: Saving) -> None:
    item = keep(saving)
    assert Saving(Storage(saving.storage.file)).items() == (item,)


def test_a_deletion_is_undone_once(saving: Saving) -> None:
    item = keep(saving)
    saving.delete(item.id)
    assert saving.items() == ()
    assert saving.undo() == item
    assert saving.items() == (item,)
    assert saving.undo() is None


def test_a_new_name_is_undone_with_its_note(saving: Saving) -> None:
    item = keep(saving)
    renamed = saving.rename(item.id, name="Father", note="")
    assert (renamed.name, renamed.note, renamed.created) == ("Father", "", item.created)
    saving.undo()
    assert saving.find(item.id) == item


def test_a_copy_has_a_name_that_fits(saving: Saving) -> None:
    copy = saving.duplicate(keep(saving, "x" * 80).id)
    assert copy.name == "x" * 73 + " (copy)"
    assert copy.address == "/follow?age=60"
    assert len(saving.items()) == 2


def test_one_owner_cannot_touch_what_another_saved(saving: Saving) -> None:
    with saving.storage.writing() as change:
        change.executemany("INSERT INTO account VALUES (?, '', '')", [("ada",), ("bob",)])
    ada, bob = Saving(saving.storage, "ada"), Saving(saving.storage, "bob")
    item = keep(ada)
    assert bob.items() == ()
    for act in (bob.find, bob.delete, bob.duplicate):
        with pytest.raises(NotKept):
            act(item.id)
    with pytest.raises(NotKept):
        bob.rename(item.id, name="mine", note="")
    ada.delete(item.id)
    assert bob.last() is None
    assert bob.undo() is None
    bob.delete_all()
    assert ada.undo() == item


def test_everything_deleted_leaves_no_trace_in_the_file(saving: Saving) -> None:
    for number in range(50):
        keep(saving, f"secretname{number}")
    saving.delete(saving.items()[0].id)
    assert saving.delete_all() == 49
    assert (saving.items(), saving.last()) == ((), None)
    folder = saving.storage.file.parent
    assert all(b"secretname" not in file.read_bytes() for file in folder.iterdir())


def test_so_many_are_kept_and_no_more(saving: Saving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threonate.lab.saving.MOST", 2)
    keep(saving)
    keep(saving)
    with pytest.raises(Refusal, match="2 things are saved"):
        keep(saving)


def test_an_older_file_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "lab.sqlite3"
    old = sqlite3.connect(file)
    for statement in MIGRATIONS[0]:
        old.execute(statement)
    old.execute("INSERT INTO item VALUES ('a', '', 'run', 'Old', '/start', '', '2026', '2026')")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    saving = Saving(Storage(file))
    assert [item.name for item in saving.items()] == ["Old"]
    with saving.storage.reading() as found:
        assert found.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "lab.sqlite3"
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(Refusal, match="newer Threonate"):
        Saving(Storage(file)).items()


@pytest.mark.parametrize("content", [b"this is no database at all, but a long enough letter " * 20])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with pytest.raises(Refusal, match="choose another file"):
        Saving(Storage(file)).items()
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="--data"):
        Saving(Storage(tmp_path / "file" / "lab.sqlite3")).items()


@pytest.mark.parametrize("address", ["/", "/follow?age=60&name=%0d%0a", "/why/brain.translation#x"])
def test_an_address_of_the_lab_can_be_saved(address: str) -> None:
    assert read_address(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "follow",
        "//evil.example",
        "/\\evil.example",
        "http://evil.example/",
        "javascript:alert(1)",
        "/a b",
        "/a\nb",
        "/\t/evil.example",
        "/a\x00",
        "/\u202eevil",
    ],
)
def test_any_other_address_leads_away_and_is_refused(address: str) -> None:
    assert not is_inside(address)
    with pytest.raises(Refusal):
        read_address(address)


def test_names_are_cleaned_and_measured() -> None:
    assert read_name("  a\u202e\x00 \n b ") == "a b"
    assert read_note("one\r\ntwo\x07") == "one\ntwo"
    for read, text in ((read_name, ""), (read_name, "x" * 81), (read_note, "x" * 501)):
        with pytest.raises(Refusal):
            read(text)
