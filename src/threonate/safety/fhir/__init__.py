"""Records of care in the FHIR standard are read into facts, and a verdict is written as one.

Releases 4 and 5 are understood. Nothing of a record is guessed: what is used is named by a code or
an exact name, what is not used is told with the reason, and what makes no sense is refused with
the path to it.
"""
