"""The vocabulary of DMN's XML (clause 12): namespaces of its versions, and the names of its elements."""

from __future__ import annotations

#: The namespace of the model's elements, by version of the standard. The newest is the last.
MODEL_NAMESPACES = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}

#: The namespace of FEEL, as an expression language and as that of its base types.
FEEL_NAMESPACES = {
    "1.1": "http://www.omg.org/spec/FEEL/20140401",
    "1.2": "http://www.omg.org/spec/DMN/20180521/FEEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/FEEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/FEEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/FEEL/",
}

#: The namespace of diagrams (there are none in 1.1).
DIAGRAM_NAMESPACES = {
    "1.2": "http://www.omg.org/spec/DMN/20180521/DMNDI/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/DMNDI/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/DMNDI/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/DMNDI/",
}

VERSIONS = {namespace: version for version, namespace in MODEL_NAMESPACES.items()}

EXPRESSIONS = (
    "literalExpression",
    "decisionTable",
    "context",
    "functionDefinition",
    "invocation",
    "list",
    "relation",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
)
"""The elements that are expressions."""

#: What is not of the requirement graph: kept as it is.
ARTIFACTS = (
    "textAnnotation",
    "association",
    "group",
    "elementCollection",
    "performanceIndicator",
    "organizationUnit",
)

HIT_POLICIES = {
    "UNIQUE": "U",
    "ANY": "A",
    "PRIORITY": "P",
    "FIRST": "F",
    "RULE ORDER": "R",
    "OUTPUT ORDER": "O",
    "COLLECT": "C",
}
AGGREGATIONS = {"SUM": "C+", "MIN": "C<", "MAX": "C>", "COUNT": "C#"}


def is_feel(language: str) -> bool:
    """Whether an expression language is FEEL, in any version; nothing said means FEEL."""
    return not language or language in FEEL_NAMESPACES.values() or language.casefold() == "feel"
