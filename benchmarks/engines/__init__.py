"""One file per engine, each with a class ``Engine``: ``name``, ``prepare(task)`` and ``run(task)``."""
