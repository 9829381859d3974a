"""One race: the same persons, days and doses for every engine, one yardstick for their errors."""
