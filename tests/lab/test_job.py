"""Work goes on without its page, tells how far it is, and stops when asked."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import BoundedSemaphore, Event, Thread

import pytest
from starlette.testclient import TestClient
from tests.lab.room import ECHO, HOSTILE, door, laboratory

from threonate.lab.job import MOST_OF_ALL, MOST_OPEN, REMEMBERED, Busy, Job, Jobs, State
from threonate.lab.laboratory import Laboratory
from threonate.refusal import Refusal


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Laboratory]:
    made = laboratory(tmp_path)
    yield made
    made.jobs.close()


@pytest.fixture
def client(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return door(lab, monkeypatch, ECHO)


def _over(job: Job) -> Job:
    """Wait for the end, not for long."""
    _until(lambda: job.state.is_over)
    return job


def _until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


def _patient(job: Job) -> None:
    """Work that only ends when it is stopped."""
    for step in range(10_000):
        job.tell(f"step {step}", share=step / 10_000)
        time.sleep(0.005)


def _begin(jobs: Jobs, work: Callable[[Job], object], *, key: str = "key", owner: str = "") -> Job:
    return jobs.begin(key, "Some work", work, then="/echo?name=done", owner=owner)


def test_work_that_ends_well_is_done(jobs: Jobs) -> None:
    job = _over(_begin(jobs, lambda job: job.tell("half", share=0.5)))
    assert (job.state, job.share, job.told) == (State.DONE, 1.0, "half")


def test_work_that_is_refused_says_why(jobs: Jobs) -> None:
    def refuse(_: Job) -> None:
        raise Refusal("That cannot be.")

    job = _over(_begin(jobs, refuse))
    assert (job.state, job.error) == (State.FAILED, "That cannot be.")


def test_a_fault_in_the_work_is_one_sentence_and_the_next_job_runs(jobs: Jobs) -> None:
    job = _over(_begin(jobs, lambda _: 1 / 0))
    assert job.state is State.FAILED
    assert "ZeroDivisionError" in job.error
    assert _over(_begin(jobs, lambda _: None)).state is State.DONE


def test_work_stops_when_it_next_tells(jobs: Jobs) -> None:
    job = _begin(jobs, _patient)
    _until(lambda: job.state is State.RUNNING)
    job.stop.set()
    assert _over(job).state is State.CANCELLED


def test_work_that_waits_can_be_stopped_before_it_begins(jobs: Jobs) -> None:
    gate, began = Event(), Event()
    _begin(jobs, lambda _: gate.wait(5), key="first")
    second = _begin(jobs, lambda _: began.set(), key="second")
    second.stop.set()
    gate.set()
    assert _over(second).state is State.CANCELLED
    assert not began.is_set()


def test_the_same_work_is_begun_once(jobs: Jobs) -> None:
    first = _begin(jobs, _patient)
    assert _begin(jobs, _patient) is first
    assert _begin(jobs, _patient, owner="Ada") is not first
    first.stop.set()


def test_work_that_is_being_stopped_can_be_asked_for_again(jobs: Jobs) -> None:
    gate = Event()
    first = _begin(jobs, lambda _: gate.wait(5))
    first.stop.set()
    second = _begin(jobs, lambda _: None)
    gate.set()
    assert second is not first
    assert _over(second).state is State.DONE


def test_a_job_is_its_owners_alone(jobs: Jobs) -> None:
    job = _over(_begin(jobs, lambda _: None, owner="Ada"))
    assert jobs.find(job.id, owner="Ada") is job
    assert jobs.find(job.id) is None
    assert jobs.find(job.id, owner="Bob") is None


def test_old_jobs_are_forgotten_and_those_at_work_are_not(jobs: Jobs) -> None:
    gate = Event()
    made = [
        _over(_begin(jobs, lambda _: None, key=f"key {number}")) for number in range(REMEMBERED + 1)
    ]
    waits = _begin(jobs, lambda _: gate.wait(5), key="waits")
    for number in range(11):
        _begin(jobs, lambda _: None, key=f"more {number}")
    assert jobs.find(made[0].id) is None
    assert jobs.find(made[1].id) is made[1]
    assert jobs.find(waits.id) is waits
    assert len(jobs._keys) <= REMEMBERED + 12
    gate.set()


def test_what_was_just_done_is_remembered_however_much_is_at_work(jobs: Jobs) -> None:
    done = _over(_begin(jobs, lambda _: None))
    gate = Event()
    for number in range(REMEMBERED + 1):
        _begin(jobs, lambda _: gate.wait(5), key="waits", owner=f"owner {number}")
    assert jobs.find(done.id) is done
    jobs.close()
    gate.set()


def test_work_that_is_stopped_while_it_waits_is_over_at_once(jobs: Jobs) -> None:
    gate, began = Event(), Event()
    first = _begin(jobs, lambda _: gate.wait(5), key="first")
    second = _begin(jobs, lambda _: began.set(), key="second")
    jobs.stop(second)
    assert (first.state.is_over, second.state) == (False, State.CANCELLED)
    gate.set()
    assert _over(_begin(jobs, lambda _: None, key="third")).state is State.DONE
    assert not began.is_set()


def test_a_fault_is_written_to_the_log_with_its_traceback(
    jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    job = _over(_begin(jobs, lambda _: 1 / 0))
    (record,) = caplog.records
    assert job.id in record.getMessage()
    assert "Some work" in record.getMessage()
    assert "ZeroDivisionError" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(("owner", "most"), [("Bob", MOST_OPEN), ("", MOST_OF_ALL)])
def test_so_many_jobs_of_one_owner_are_open_and_no_more(jobs: Jobs, owner: str, most: int) -> None:
    gate = Event()

    def begin(key: str, *, of: str = owner) -> Job:
        return _begin(jobs, lambda _: gate.wait(5), key=key, owner=of)

    first = begin("key 0")
    for number in range(1, most):
        begin(f"key {number}")
    with pytest.raises(Busy, match="wait for one of them, or stop it"):
        begin("one more")
    assert begin("key 0") is first
    assert not begin("one more", of="Ada").state.is_over
    gate.set()
    _over(first)
    assert _over(begin("one more")).state is State.DONE


def test_owners_take_turns(jobs: Jobs) -> None:
    gate, done = Event(), list[str]()
    _begin(jobs, lambda _: gate.wait(5), key="first", owner="Ada")

    def note(job: Job) -> None:
        done.append(job.owner)

    for number in range(3):
        _begin(jobs, note, key=f"key {number}", owner="Ada")
    last = [_begin(jobs, note, key=f"key {number}", owner="Bob") for number in range(2)]
    gate.set()
    _over(last[-1])
    assert done[:4] == ["Ada", "Bob", "Ada", "Bob"]


def test_one_waits_for_a_job_but_not_for_ever(jobs: Jobs) -> None:
    gate = Event()
    job = _begin(jobs, lambda _: gate.wait(5))
    assert not jobs.wait_for(job, patience=0.01)
    gate.set()
    assert jobs.wait_for(job, patience=5.0)


def test_no_more_than_some_wait_for_jobs_so_that_others_can_ask(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_patient", BoundedSemaphore(1))
    gate = Event()
    job = _begin(jobs, lambda _: gate.wait(5))
    patient = Thread(target=lambda: jobs.wait_for(job, patience=5.0))
    patient.start()
    _until(lambda: jobs._patient._value == 0)
    begun = time.monotonic()
    assert not jobs.wait_for(job, patience=4.0)
    assert time.monotonic() - begun < 1.0
    gate.set()
    patient.join()


def test_a_page_shows_how_far_a_job_is(client: TestClient, lab: Laboratory) -> None:
    job = _begin(lab.jobs, _patient)
    _until(lambda: job.share > 0.0)
    page, twin = client.get(f"/jobs/{job.id}"), client.get(f"/jobs/{job.id}.json")
    assert "Some work" in page.text
    assert "<progress" in page.text
    assert (twin.json()["state"], twin.json()["then"]) == ("running", "/echo?name=done")
    job.stop.set()


def test_a_finished_job_leads_to_its_answer(client: TestClient, lab: Laboratory) -> None:
    job = _over(_begin(lab.jobs, lambda _: None))
    answer = client.get(f"/jobs/{job.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/echo?name=done")
    assert client.get(f"/jobs/{job.id}.json").json()["share"] == 1.0


def test_a_job_is_stopped_from_its_page(client: TestClient, lab: Laboratory) -> None:
    job = _begin(lab.jobs, _patient)
    answer = client.post(f"/jobs/{job.id}/stop")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job.id}")
    assert "Stopped" in client.get(f"/jobs/{_over(job).id}").text
    assert client.get(f"/jobs/{job.id}/stop").status_code == 405


def test_events_tell_the_course_of_a_job_up_to_its_end(client: TestClient, lab: Laboratory) -> None:
    def steps(job: Job) -> None:
        for step in range(3):
            job.tell(f"step {step}", share=step / 3)
            time.sleep(0.3)

    job = _begin(lab.jobs, steps)
    answer = client.get(f"/jobs/{job.id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = [json.loads(line[5:]) for line in answer.text.splitlines() if line.startswith("data:")]
    assert [each["share"] for each in told] == sorted(each["share"] for each in told)
    assert len(told) >= 3
    assert told[-1]["state"] == "done"


def test_the_last_event_is_the_end_even_where_it_comes_between_two_looks() -> None:
    import asyncio

    from threonate.lab.job_page import _events

    class Sudden(Job):
        """Is over as soon as somebody has asked for its title."""

        def __getattribute__(self, name: str) -> object:
            if name == "then":
                object.__setattr__(self, "state", State.DONE)
            return object.__getattribute__(self, name)

    async def last() -> str:
        job = Sudden("id", "title", "/then", state=State.RUNNING)
        return [event async for event in _events(job)][-1]

    assert '"state": "done"' in asyncio.run(last())


def test_a_job_that_waits_is_stopped_at_once_from_its_page(
    client: TestClient, lab: Laboratory
) -> None:
    gate = Event()
    _begin(lab.jobs, lambda _: gate.wait(5), key="first")
    job = _begin(lab.jobs, lambda _: None, key="second")
    client.post(f"/jobs/{job.id}/stop")
    assert "Stopped." in client.get(f"/jobs/{job.id}").text
    gate.set()


def test_a_job_that_is_being_stopped_says_so_and_has_no_stop_any_more(
    client: TestClient, lab: Laboratory
) -> None:
    gate = Event()
    job = _begin(lab.jobs, lambda _: gate.wait(5))
    _until(lambda: job.state is State.RUNNING)
    client.post(f"/jobs/{job.id}/stop")
    page = client.get(f"/jobs/{job.id}").text
    assert "Stopping." in page
    assert "<button>Stop" not in page
    gate.set()


@pytest.mark.parametrize("way", ["", ".json", "/events"])
def test_an_unknown_job_is_not_found(client: TestClient, way: str) -> None:
    assert client.get(f"/jobs/none{way}").status_code == 404


def test_hostile_words_of_a_job_stay_words(client: TestClient, lab: Laboratory) -> None:
    def refuse(_: Job) -> None:
        raise Refusal(HOSTILE)

    job = _over(lab.jobs.begin("key", HOSTILE, refuse, then="/echo"))
    assert "<script>alert" not in client.get(f"/jobs/{job.id}").text


def test_closing_stops_what_is_at_work(jobs: Jobs) -> None:
    job = _begin(jobs, _patient)
    _until(lambda: job.state is State.RUNNING)
    jobs.close()
    assert _over(job).state is State.CANCELLED


def test_a_stopped_question_can_be_changed(client: TestClient, lab: Laboratory) -> None:
    job = lab.jobs.begin("back", "Some work", _patient, then="/echo?run=yes", back="/echo")
    client.post(f"/jobs/{job.id}/stop")
    page = client.get(f"/jobs/{_over(job).id}").text
    assert 'href="/echo">Change the question' in page
