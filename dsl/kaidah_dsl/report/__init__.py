"""Problems for people and for machines: annotated source, JSON, GitHub annotations, SARIF."""

from kaidah_dsl.report.to_github import to_github
from kaidah_dsl.report.to_json import finding, to_json
from kaidah_dsl.report.to_junit import to_junit
from kaidah_dsl.report.to_sarif import to_sarif
from kaidah_dsl.report.to_text import counted, one_to_text, summary, to_text

__all__ = [
    "counted",
    "finding",
    "one_to_text",
    "summary",
    "to_github",
    "to_json",
    "to_junit",
    "to_sarif",
    "to_text",
]
