"""Goods by post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golden_mappings.section import Convert, Section, containing, words

GOODS = containing(
    {
        "bag": "bag",
        "suitcase": "bag",
        "HS 4202": "bag",
        "shoe": "footwear",
        "footwear": "footwear",
        "HS 64": "footwear",
        "textile": "textile",
        "garment": "textile",
        "cloth": "textile",
        "shirt": "textile",
        "HS 61": "textile",
        "HS 62": "textile",
        "HS 63": "textile",
        "postcard": "letter or document",
        "document": "letter or document",
        "letter": "letter or document",
        "book": "book",
        "watch": "watch",
        "cosmetic": "cosmetics",
        "steel": "iron or steel",
        "iron": "iron or steel",
        "bicycle": "bicycle",
        "bike": "bicycle",
    },
    otherwise="general",
)
BANDS = containing(
    {
        "SINGLE": "single tariff",
        "FORMAL": "formal entry",
        "MINIMIS": "de minimis",
        "MFN": "special goods, normal tariff",
        "BOOK": "books",
        "FLAT": "special goods, flat rate",
        "DOCUMENT": "letters and documents",
        "LETTER": "letters and documents",
    },
    otherwise="general tariff",
)
PROCESSING = words(
    {
        "DIRECT": "direct",
        "HOLD_FOR_CONFIRMATION": "hold for confirmation",
        "DIRECT_AND_NOTIFY_BY_EMAIL": "direct, notify by e-mail",
        "NOTIFY_FOR_SUPPORTING_DOCUMENTS": "ask for supporting documents",
    }
)
CONSIGNMENT_GIVEN: Mapping[str, str | tuple[str, Convert] | None] = {
    "fob_usd": "FOB value",
    "value_usd": "FOB value",
    "freight_usd": "Freight",
    "insurance_usd": "Insurance",
    "goods": ("Goods kind", GOODS),
    "receiver": (
        "Receiver",
        words({"business": "company", "personal": "individual", "person": "individual"}),
    ),
    "has_npwp": "Has NPWP",
    "has_npwp_at_arrival": "Has NPWP",
    "has_api": "Has API",
    "has_api_at_arrival": "Has API",
    "mfn_rate": "MFN rate",
    "pph22_hs_rate": "Income tax list rate",
    "kurs_idr_per_usd": "Customs rate",
    "duty_rate": "MFN rate",
    "pph22_rate": None,
    "vat_rate": None,
    "rounding": None,
    "cigarettes": "Cigarettes",
    "cigars": "Cigars",
    "cut_tobacco_g": "Cut tobacco",
    "tobacco_g": "Cut tobacco",
    "sticks": "Tobacco sticks",
    "capsules": "Tobacco capsules",
    "liquid_ml": "Tobacco liquid",
    "cartridges": "Tobacco cartridges",
    "other_tobacco_g": "Other tobacco",
    "alcohol_ml": "Alcohol",
    "received_that_day_usd": "Received that day",
    "same_day_fob_usd": "Received that day",
    "restricted": "Restricted goods",
    "permit_held": "Permit held",
    "kinds_of_goods": "Kinds of goods",
    "stlg_rate": "Luxury tax rate",
    "ppnbm_rate": "Luxury tax rate",
    "luxury": "Luxury goods",
}


APPLIED: Mapping[str, Mapping[str, Any]] = {
    "0.10": {"Income tax list rate": "0.10", "Has NPWP": True},
    "0.075": {"Income tax list rate": "0.075", "Has NPWP": True},
    "0.005": {"Income tax list rate": "0.005", "Has NPWP": True},
    "0.15": {"Income tax list rate": "0.075", "Has NPWP": False},
    "0.20": {"Income tax list rate": "0.10", "Has NPWP": False},
}


def _applied_rates(given: Mapping[str, Any]) -> dict[str, Any]:
    """Where the applied income tax rate is given, it is that of a list, twice that without a tax number. Goods that
    pay income tax on a consignment note are none of the general goods, whatever they are called."""
    inputs = dict(APPLIED.get(str(given.get("pph22_rate", "")), {}))
    if inputs and GOODS(given.get("goods", "")) == "general":
        inputs["Goods kind"] = "textile"
    return inputs


CONSIGNMENT = Section(
    model="consigned-goods",
    given=CONSIGNMENT_GIVEN,
    derived=_applied_rates,
    assumed={"Receiver": "individual"},
    expect={
        "band": ("Band", BANDS),
        "document": "Consignment document",
        "duty_rate": "Duty rate",
        "vat_rate": "VAT rate charged",
        "pph22_rate": "Income tax rate",
        "customs_value_cif": "Customs value",
        "duty": "Import duty",
        "import_value": "Import value",
        "vat": "VAT",
        "pph22": "Income tax",
        "total": "Total taxes",
        "customs_value_idr": "Customs value IDR",
        "duty_exact_idr": "Duty before rounding IDR",
        "duty_idr": "Import duty IDR",
        "import_value_idr": "Import value IDR",
        "vat_idr": "VAT IDR",
        "pph22_idr": "Income tax IDR",
        "total_idr": "Total taxes IDR",
    },
)
CONSIGNMENT_PROCESSING = Section(
    model="consigned-handling",
    given=CONSIGNMENT_GIVEN,
    expect={"processing": ("Processing", PROCESSING), "lane_time": "Clearance time"},
)
CONSIGNMENT_INCOME_TAX = Section(
    model="consigned-goods",
    given=CONSIGNMENT_GIVEN,
    expect={"pph22_rate": "Income tax rate by registration"},
)


def _excise_goods(given: Mapping[str, Any]) -> dict[str, str | tuple[str, Convert]]:
    """`allowed` and `destroyed` belong to whichever goods the case gives."""
    kinds = {
        "cigarettes": "Cigarettes",
        "cigars": "Cigars",
        "cut_tobacco_g": "Cut tobacco",
        "tobacco_g": "Cut tobacco",
        "sticks": "Tobacco sticks",
        "capsules": "Tobacco capsules",
        "liquid_ml": "Tobacco liquid",
        "cartridges": "Tobacco cartridges",
        "other_tobacco_g": "Other tobacco",
        "alcohol_ml": "Alcohol",
    }
    kind = next((word for name, word in kinds.items() if name in given), "Cigarettes")
    names: dict[str, str | tuple[str, Convert]] = {
        "allowed": f"{kind} allowed",
        "destroyed": f"{kind} destroyed",
    }
    return names | (
        {"allowed_ml": names["allowed"], "destroyed_ml": names["destroyed"]} if "liquid" in kind else {}
    )


CONSIGNMENT_EXCISE = Section(
    model="consigned-excise",
    given=CONSIGNMENT_GIVEN,
    expect={
        "allowed_ml": "Alcohol allowed",
        "destroyed_ml": "Alcohol destroyed",
        "allowed_g": "Cut tobacco allowed",
        "destroyed_g": "Cut tobacco destroyed",
        "within_limit": "Within the excise limits",
        "exempt": "Within the excise limits",
    },
    expect_for=_excise_goods,
)
CONSIGNMENT_TIME = Section(
    model="consigned-goods",
    given=CONSIGNMENT_GIVEN,
    expect={
        "de_minimis_fob_usd": "De minimis limit",
        "covers": "Limit covers",
        "if_exceeded": ("Above the limit", containing({"excess": "excess only"}, otherwise="whole value")),
    },
)

SECTIONS: Mapping[str, Section] = {
    "consignment": CONSIGNMENT,
    "consignment-processing": CONSIGNMENT_PROCESSING,
    "consignment-income-tax": CONSIGNMENT_INCOME_TAX,
    "consignment-excise": CONSIGNMENT_EXCISE,
    "consignment-time": CONSIGNMENT_TIME,
}
