"""The figures of the report, in the order in which a reader meets them."""

from threonate.report.figure.figure import Figure
from threonate.report.figure.gallery import figures

__all__ = ["Figure", "figures"]
