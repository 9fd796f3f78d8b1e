"""What a carrier does with shipments; labels and registered importers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from golden_mappings.section import Section, containing, words

SHIPMENTS = containing(
    {
        "incomplete": "incomplete multiple",
        "short": "short landed",
        "unexpected": "unexpected arrival",
        "un-expected": "unexpected arrival",
        "alternate": "alternate brokerage",
    },
    otherwise="normal",
)
ACTIONS = words(
    {
        "HELD": "held",
        "HOLD": "held",
        "WAIT": "held",
        "NONE": "held",
        "HELD_NO_UPDATE": "held",
        "HELD_XPLD_UPDATE": "held, tracking updated",
        "AUTO_ABANDON": "abandoned",
        "NO_ABANDON": "kept, never abandoned",
    }
)
LODGERS = containing({"UPS": "carrier", "carrier": "carrier"}, otherwise="customer")
POSSIBLE = words({True: "possible", False: "not possible", "review": "to be reviewed"})
NEEDED = words({True: "yes", False: "no", "review": "not covered"})
OBSTACLES = containing(
    {
        "older": "the power of attorney is older than one month",
        "expired": "the power of attorney is older than one month",
        "MOU": "no memorandum signed by a director",
    },
    otherwise="none",
)
MISSING = {
    "company needs Tax ID": ["tax ID of the company"],
    "individual needs an ID number": ["tax ID, citizen ID or passport of the individual"],
    "no ID number": ["tax ID, citizen ID or passport of the individual"],
    "phone missing": ["telephone number"],
}
GOODS_GROUPS = containing(
    {
        "electronic": "household electronics, telecommunication or IT",
        "telecom": "household electronics, telecommunication or IT",
        "building": "building material",
        "vehicle": "motor vehicle part",
        "not listed": "not listed",
        "book": "not listed",
    },
    otherwise="footwear, leather, toys, apparel and the like",
)
PRODUCTS = containing(
    {
        "cloth": "clothes",
        "garment": "clothes",
        "electronic": "electronics",
        "footwear": "footwear",
        "shoe": "footwear",
        "toy": "toys",
        "food": "food or beverages",
        "beverage": "food or beverages",
        "cosmetic": "cosmetics or traditional medicine",
        "traditional medicine": "cosmetics or traditional medicine",
    },
    otherwise="other",
)

ERN = Section(
    model="carrier",
    given={
        "issued": "ERN issued",
        "holidays": "Holidays",
        "answered": "ERN answered",
        "answered_on": "ERN answered",
    },
    expect={
        "deadline": "Deadline",
        "in_time": "Answered in time",
        "answered_in_time": "Answered in time",
    },
)
ABANDONMENT = Section(
    model="carrier",
    given={"days_held_in_customs": "Days held in customs", "category": ("Shipment state", SHIPMENTS)},
    expect={"action": ("Action", ACTIONS)},
)


def _of_goods(given: Mapping[str, Any]) -> dict[str, Any]:
    """Goods in bulk and raw materials are told by what the product or its use is called."""
    return {
        "Bulk": "bulk" in given.get("product", ""),
        "Raw material": "raw material" in given.get("use", ""),
    }


def _marketed(when: str) -> bool:
    """A day, or words: on the market before the duty began?"""
    return when < "2010-09-01" if when[:1] == "2" else when != "new"


LABELS = Section(
    model="labelling",
    given={
        "product": ("Goods group", GOODS_GROUPS),
        "first_marketed": ("Already on the market", _marketed),
        "use": None,
        "origin": ("Made in Indonesia", lambda text: text in ("Indonesia", "local", "domestic")),
    },
    derived=_of_goods,
    expect={
        "label_required": "Label required",
        "language": "Label language",
        "must_request_exemption": "Exemption request needed",
        "label_content": "Label content",
    },
)
REGISTERED_IMPORTERS = Section(
    model="registered-importers",
    assumed={"Product": "electronics"},
    given={
        "product": ("Product", PRODUCTS),
        "surveyor_report": "Surveyor report held",
        "surveyor_report_held": "Surveyor report held",
        "has_surveyor_report": "Surveyor report held",
        "surveyor_report_on_arrival": "Surveyor report held",
        "registered_importer": "Registered importer",
    },
    day="2009-06-01",
    expect={
        "registered_importer_required": "Registered importer required",
        "surveyor_report_required": "Surveyor report required",
        "returned_to_sender": "Returned to sender",
        "rts": "Returned to sender",
        "return_to_sender": "Returned to sender",
        "warehouse_cost": "Returned to sender",
        "warehouse_cost_may_apply": "Returned to sender",
        "warehouse_cost_possible": "Returned to sender",
        "action": (
            "Returned to sender",
            lambda action: action in ("RTS", "RETURN_TO_SENDER", "RETURNED_TO_SENDER"),
        ),
    },
)


@dataclass(frozen=True, kw_only=True)
class CarrierSection(Section):
    """Cases about products: on labels where they say how the goods are sold or used, otherwise on importers."""

    def chosen(self, given: Mapping[str, Any]) -> Section:
        if any("surveyor_report" in name for name in given):
            return REGISTERED_IMPORTERS
        if "product" not in given:
            return self
        about_labels = {"first_marketed", "use"} & given.keys() or "bulk" in given["product"]
        return LABELS if about_labels else REGISTERED_IMPORTERS


def _reason(given: Mapping[str, Any]) -> dict[str, Any]:
    """A reason is one for lodging or one for the airwaybill."""
    if "lodged_by" in given:
        return {"reason": ("Lodging obstacle", OBSTACLES)}
    if {"has_api", "has_new_api", "api", "new_api_number"} & given.keys():
        return {"allowed": ("Import possible", POSSIBLE)}
    return {"reason": ("Missing on the airwaybill", lambda text: MISSING.get(text, [text]))}


def _sparse(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a case does not speak of is in order: a person to ask for; a value in keeping with the declaration."""
    inputs = {} if {"contact_name", "contact"} & given.keys() else {"Contact name": "given"}
    if "shipment" in given and "value_usd" not in given:
        inputs["Goods value"] = "0"
    if "date" in given and "lodged_on" not in given:
        inputs["Lodging day"] = given["date"]
    return inputs


CARRIER = CarrierSection(
    model="carrier",
    assumed={"Receiver": "company"},
    derived=_sparse,
    given={
        "destination": ("Destination", containing({"bonded": "bonded zone"}, otherwise="elsewhere")),
        "lodged_by": ("Lodged by", LODGERS),
        "mou_signed_by_director": "MOU signed by director",
        "poa_issued": "Power of attorney issued",
        "lodged_on": "Lodging day",
        "receiver": "Receiver",
        "tax_id": "Tax ID",
        "npwp": "Tax ID",
        "ktp": "Citizen ID",
        "contact": "Contact name",
        "bonded": ("Destination", lambda bonded: "bonded zone" if bonded else "elsewhere"),
        "channel": None,
        "has_new_api": "Has importer number",
        "new_api_number": "Has importer number",
        "api": "Has importer number",
        "citizen_id": "Citizen ID",
        "passport": "Passport",
        "address": "Address",
        "postcode": "Postal code",
        "phone": ("Phone", lambda number: number or ""),
        "contact_name": "Contact name",
        "value_usd": "Goods value",
        "weight_kg": "Gross weight",
        "document": "Document shipment",
        "restricted": "Restricted",
        "has_api": "Has importer number",
        "has_npwp": "Has NPWP",
        "event": ("Shipment state", SHIPMENTS),
        "shipment": (
            "Declaration",
            containing({"PIBK": "PIBK", "PIB": "PIB", "above USD 1,500": "PIB"}, otherwise="CN"),
        ),
    },
    expect={
        "edi_accepted": "Weight accepted",
        "edi_allowed": "Weight accepted",
        "edi_possible": "Weight accepted",
        "accepted": "Weight accepted",
        "within_limit": "Weight accepted",
        "allowed": "Weight accepted",
        "edi_required": "Electronic declaration only",
        "may_lodge": "May lodge",
        "awb_valid": "Airwaybill valid",
        "deliverable": "Deliverable",
        "same_day_possible": "Same-day clearance possible",
        "api_required": ("Importer number needed", NEEDED),
        "import_possible": ("Import possible", POSSIBLE),
        "importable": ("Import possible", POSSIBLE),
        "review_required": "Review required",
        "requires_review": "Review required",
        "result": ("Review required", lambda result: "REVIEW" in result.upper()),
        "action": ("Review required", lambda action: "REVIEW" in action.upper()),
        "pph22_rate": "Income tax rate",
        "income_tax_rate": "Income tax rate",
        "penalty_min_idr": "Lowest penalty",
        "penalty_max_idr": "Highest penalty",
        "carrier_status": "Carrier status",
        "documents": "Formal entry papers",
    },
    expect_for=_reason,
)

SECTIONS: Mapping[str, Section] = {
    "carrier": CARRIER,
    "carrier-ern": ERN,
    "carrier-abandon": ABANDONMENT,
}
