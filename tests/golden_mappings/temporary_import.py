"""Goods that do not stay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from golden_mappings.section import Convert, Section, containing, words

PURPOSES = containing(
    {
        "vehicle": "exhibition vehicle",
        "exhibition": "exhibition, fair or meeting",
        "fair": "exhibition, fair or meeting",
        "seminar": "exhibition, fair or meeting",
        "meeting": "exhibition, fair or meeting",
        "conference": "exhibition, fair or meeting",
        "professional": "professional equipment",
        "film": "professional equipment",
        "education": "educational, scientific or cultural",
        "scientific": "educational, scientific or cultural",
        "cultur": "educational, scientific or cultural",
        "sport": "personal effects or sports goods",
        "personal effects": "personal effects or sports goods",
        "humanitarian": "humanitarian",
        "transit": "transit",
        "sample": "commercial samples",
        "machine": "production machinery",
    },
    otherwise="other",
)
GROUNDS = containing(
    {
        "not as ordered": "not as ordered",
        "wrong": "wrongly sent",
        "damage": "damaged",
        "defect": "damaged",
        "import": "may not be imported",
        "prohibit": "may not be imported",
        "harm": "may not be imported",
    },
    otherwise="other",
)
IMPORTERS = containing(
    {"AEO": "AEO", "MITA": "main partner", "partner": "main partner", "low": "low-risk producer"},
    otherwise="ordinary",
)
EVENTS = containing(
    {
        "late": "re-exported late",
        "not re": "not re-exported",
        "never": "not re-exported",
        "time": "re-exported in time",
    },
    otherwise="by the days after expiry",
)
CHECKS = containing(
    {"mismatch": "quantity or kind differs", "differ": "quantity or kind differs"}, otherwise="agrees"
)


def _state(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is consumed or transformed does not leave unchanged; harm may be told as the reason."""
    changed = [bool(given[name]) for name in ("consumable", "consumed", "transformed") if name in given]
    inputs: dict[str, Any] = {"Leaves unchanged": not any(changed)} if changed else {}
    if "harm" in given.get("reason", ""):
        inputs["Harmful"] = True
    if "relief" in given and "purpose" not in given:
        inputs["Purpose"] = "production machinery"
    if "relief" in given and "months" in given:
        inputs["Months requested"] = str(math.ceil(Decimal(str(given["months"]))))
    return inputs


def _alike(name: str) -> str | tuple[str, Convert] | None:
    if "post" in name or name in ("transport", "channel", "traffic"):
        return ("Sent by post", lambda value: value if isinstance(value, bool) else "post" in value)
    return "Harmful" if name.startswith("harmful") else None


TEMPORARY_IMPORT = Section(
    model="temporary-import",
    derived=_state,
    alike=_alike,
    given={
        "already_imported": "Already imported",
        "leaves_unchanged": "Leaves unchanged",
        "consumable": None,
        "consumed": None,
        "transformed": None,
        "purpose": ("Purpose", PURPOSES),
        "home_country_in_carnet_system": "Home country issues carnets",
        "by_post": "Sent by post",
        "sent_by_post": "Sent by post",
        "reason": ("Ground", GROUNDS),
        "import_declaration_filed": "Declaration filed",
        "enforcement_action_taken": "Enforcement begun",
        "physical_check_result": ("Check finding", CHECKS),
        "importer_status": ("Importer status", IMPORTERS),
        "harmful": "Harmful",
        "relief": "Relief",
        "months": "Months",
        "duty_otherwise_payable_idr": "Duty otherwise payable",
        "months_requested": "Months requested",
        "total_months": "Months requested",
        "extended": "Extension",
        "wheels": "Wheels",
        "engine_cc": "Engine capacity",
        "event": ("Event", EVENTS),
        "extra_months": "Extra months",
        "months_since_issue": "Months since issue",
        "document": ("Carnet kind", words({"ATA carnet": "ATA", "CPD carnet": "CPD"})),
    },
    expect={
        "route": (
            "Route",
            words(
                {
                    "ATA_CARNET": "ATA Carnet",
                    "TEMPORARY_IMPORT": "temporary import",
                    "RE_EXPORT": "re-export",
                    "ORDINARY_IMPORT": "ordinary import",
                }
            ),
        ),
        "local_guarantee": "Local guarantee",
        "duty": "Import duty",
        "approved": "Re-export approved",
        "duty_paid_idr": "Duty paid",
        "vat_collected": "VAT collected",
        "pph22_collected": "Income tax collected",
        "income_tax_collected": "Income tax collected",
        "guarantee_required": "Local guarantee",
        "allowed": "Term allowed",
        "max_months": "Maximum months",
        "guarantee": "Guarantee form",
        "fine_idr": "Fine",
        "duty_idr": "Duty due",
        "duty_due_idr": "Duty due",
        "duty_plus_fine_idr": "Duty and fine",
        "duty_and_fine_idr": "Duty and fine",
        "total_idr": "Duty and fine",
        "payable_idr": "Duty and fine",
        "accepted": "Carnets accepted",
        "carnet_accepted": "Carnets accepted",
        "valid": "Carnet valid",
        "extendable": "Carnet extendable",
    },
)

SECTIONS: Mapping[str, Section] = {
    "temporary-import": TEMPORARY_IMPORT,
    "temporary-import-relief": TEMPORARY_IMPORT,
    "temporary-import-time": TEMPORARY_IMPORT,
}
