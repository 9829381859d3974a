"""The report: a page that a person can read alone, the tables behind it, and its pictures.

``write_report`` makes the folder, ``write_pictures`` its charts as PNG, and ``fragment`` the short
form for a notebook. Charts are drawn without a browser; the page holds no script and asks nothing
of the network.
"""

from threonate.report.folder import write_pictures, write_report
from threonate.report.page import fragment

__all__ = ["fragment", "write_pictures", "write_report"]
