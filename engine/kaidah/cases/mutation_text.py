"""What the cases notice of the mutants of tables, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kaidah.cases.coverage import percent
from kaidah.cases.mutate import Survivor, TableMutation
from kaidah.cases.report import ModelResult
from kaidah.feel import exact_json
from kaidah.region.words import literal
from kaidah_dsl import report
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.frozen import frozen
from kaidah_dsl.report import finding
from kaidah_dsl.report.paint import Paint


@frozen
class ModelMutation:
    """The tables of one file."""

    result: ModelResult
    tables: tuple[TableMutation, ...]

    @property
    def all(self) -> int:
        return sum(table.all for table in self.tables)

    @property
    def noticed(self) -> int:
        return sum(table.noticed for table in self.tables)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.result.diagnostics


def noticed_in_percent(models: Iterable[ModelMutation]) -> Decimal:
    """How many of the changes some case notices, in percent."""
    found = list(models)
    return percent(sum(model.noticed for model in found), sum(model.all for model in found))


def to_text(models: Sequence[ModelMutation], *, colour: bool = False, verbose: bool = False) -> str:
    """Each table with the changes that no case notices, and for each a case that would."""
    paint = Paint(colour)
    blocks = [_model(model, paint, verbose) for model in models]
    noticed, every = sum(model.noticed for model in models), sum(model.all for model in models)
    share = f"{noticed} of {report.counted(every, 'change')} noticed ({noticed_in_percent(models)}%)"
    return "".join(blocks) + f"{share}\n"


def _model(model: ModelMutation, paint: Paint, verbose: bool) -> str:
    share = f"{model.noticed} of {report.counted(model.all, 'change')} noticed"
    lines = [f"{paint.bold(model.result.path)}: {share} ({percent(model.noticed, model.all)}%)"]
    for table in model.tables:
        lines += _table(table, paint, verbose)
    text = "\n".join(lines) + "\n\n"
    if model.diagnostics:
        text += report.to_text(model.diagnostics, colour=paint.on) + "\n"
    if model.result.failed:
        text += (
            f"{report.counted(len(model.result.failed), 'case')} that failed as things are do not count\n\n"
        )
    return text


def _table(table: TableMutation, paint: Paint, verbose: bool) -> list[str]:
    mark = paint.green("✓") if not table.survivors else paint.named("yellow", "-")
    lines = [f"  {mark} {table.title}: {table.noticed} of {report.counted(table.all, 'change')} noticed"]
    for survivor in table.survivors:
        entry = table.entry(survivor.mutant)
        lines.append(
            f"      {entry}: {survivor.mutant.change}" if entry else f"      {survivor.mutant.change}"
        )
        lines.append(f"        would be noticed by: {case_text(survivor)}")
    if verbose:
        lines += [
            f"      no case was found for {table.entry(mutant)}: {mutant.change}"
            for mutant in table.unreached
        ]
    elif table.unreached:
        number = report.counted(len(table.unreached), "change")
        lines.append(f"      {number} more for which no case was found (--verbose lists them)")
    return lines


def case_text(survivor: Survivor) -> str:
    """`Weight = 3, Lane = "green"`."""
    day = f", on {survivor.on}" if survivor.on else ""
    return ", ".join(f"{name} = {literal(value)}" for name, value in survivor.given) + day


def to_json(models: Sequence[ModelMutation]) -> str:
    """The same as JSON, schema `kaidah.mutation/1`."""
    return exact_json.to_json(
        {
            "schema": "kaidah.mutation/1",
            "changes": sum(model.all for model in models),
            "noticed": sum(model.noticed for model in models),
            "percent": noticed_in_percent(models),
            "models": [_json(model) for model in models],
        }
    )


def _json(model: ModelMutation) -> dict[str, Any]:
    return {
        "model": model.result.model,
        "path": model.result.path,
        "changes": model.all,
        "noticed": model.noticed,
        "tables": [_json_table(table) for table in model.tables],
        "diagnostics": [finding(each) for each in model.diagnostics],
    }


def _json_table(table: TableMutation) -> dict[str, Any]:
    return {
        "element": table.element,
        "line": table.table.span.line,
        "changes": table.all,
        "noticed": table.noticed,
        "equivalent": table.equivalent,
        "survivors": [_json_survivor(table, each) for each in table.survivors],
        "no_case_found": [
            {"entry": table.entry(mutant), "kind": mutant.kind, "change": mutant.change}
            for mutant in table.unreached
        ],
    }


def _json_survivor(table: TableMutation, survivor: Survivor) -> dict[str, Any]:
    mutant = survivor.mutant
    rule = None if mutant.rule is None else table.table.rules[mutant.rule]
    return {
        "rule": rule.number if rule else None,
        "name": rule.name if rule else None,
        "clause": None if mutant.clause is None else table.table.inputs[mutant.clause].text,
        "kind": mutant.kind,
        "change": mutant.change,
        "region": survivor.region,
        "on": str(survivor.on) if survivor.on else None,
        "case": {name: literal(value) for name, value in survivor.given},
    }
