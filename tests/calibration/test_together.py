"""Callers in threads are answered in one call, and each hears its own answer."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from threonate.calibration.together import Together
from threonate.engine.record import Floats


def test_each_caller_hears_its_own_answer_however_often_it_asks() -> None:
    sizes: list[int] = []

    def answer(places: Floats) -> Floats:
        sizes.append(len(places))
        return 2.0 * places[:, 0]

    together = Together(answer, callers=3)

    def ask(caller: int) -> bool:
        # The first asks twice, the second four times, the third six times.
        right = True
        for turn in range(2 * caller + 2):
            places = np.full((caller + 1, 1), 10.0 * caller + turn)
            right &= bool(np.array_equal(together.ask(caller, places), 2.0 * places[:, 0]))
        together.leave()
        return right

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ask, range(3))) == [True] * 3
    assert sizes == [6, 6, 5, 5, 3, 3]


def test_a_failure_reaches_everybody() -> None:
    def answer(places: Floats) -> Floats:
        raise ZeroDivisionError(len(places))

    together = Together(answer, callers=2)
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(together.ask, caller, np.zeros((1, 1))) for caller in range(2)]
        for future in futures:
            with pytest.raises(ZeroDivisionError):
                future.result()


def test_who_waits_is_let_go_when_all_is_stopped() -> None:
    together = Together(lambda places: places[:, 0], callers=2)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(together.ask, 0, np.zeros((1, 1)))
        together.stop(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            waiting.result()
