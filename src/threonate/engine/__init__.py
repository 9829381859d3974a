"""How laws become numbers.

Laws are traced once with symbols (``system``, ``emit``), written out as straight-line arithmetic
(``source``), set into the text of a kernel (``listing``), compiled for processors (``kernel``) or a
GPU (``cuda``) and run for many persons at once (``ensemble``) through sorted records of what enters
them and when (``record``). ``reference`` solves the same laws with SciPy;
``draw`` gives every person numbers of their own. Nothing here knows about magnesium.
"""
