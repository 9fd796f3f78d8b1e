"""Duty and taxes of ordinary imports."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from golden_mappings.section import Section, words


def _freight(given: Mapping[str, Any]) -> dict[str, Any]:
    """Where FOB and CIF are given, their difference is freight and insurance; a CIF value alone starts a service."""
    if {"fob_usd", "cif_usd"} <= given.keys():
        return {"Freight": str(Decimal(given["cif_usd"]) - Decimal(given["fob_usd"]))}
    if given.get("agreement") == "ATIGA" and "preferential_rate" not in given:
        return {"Preferential rate": "0"}
    if "cif_usd" not in given:
        return {}
    excise = _excise(given)
    return {"Customs value": given["cif_usd"], "FOB value": given["cif_usd"]} | excise


def _excise(given: Mapping[str, Any]) -> dict[str, Any]:
    """The flat excise of 275% is the method of the duty calculator."""
    goods = given.get("goods") or given.get("product") or given.get("excise_goods")
    if "excise_rate" not in given and not goods:
        return {}
    kind = next((kind for kind in ("alcohol", "tobacco") if kind in str(goods)), "tobacco")
    return {"Excise goods": kind, "Method": "duty calculator"}


GIVEN = {
    "source": ("Method", words({"seed 003": "duty calculator", "seed 004": "law"})),
    "fob_usd": "FOB value",
    "freight_usd": "Freight",
    "insurance_usd": "Insurance",
    "cif_usd": None,
    "duty_rate": "MFN rate",
    "vat_rate": None,
    "stlg_rate": "Luxury tax rate",
    "excise_usd": "Excise amount",
    "excise_goods": None,
    "excise_rate": None,
    "goods": None,
    "product": None,
    "pph22_hs_rate": "Income tax list rate",
    "auction_price_idr": "Auction price",
    "has_certificate_of_origin": "Certificate of origin",
    "registered_importer": "Has API",
    "luxury": "Luxury goods",
    "agreement": (
        "Agreement",
        words(
            {
                "ACFTA": "ASEAN-China",
                "AKFTA": "ASEAN-Korea",
                "AIFTA": "ASEAN-India",
                "AANZFTA": "ASEAN-Australia-New Zealand",
                "AJCEP": "ASEAN-Japan",
                "IPPTA": "Indonesia-Pakistan",
                "IJEPA": "Indonesia-Japan",
            }
        ),
    ),
    "origin_criteria_met": "Origin criteria met",
    "direct_shipment": "Direct shipment",
    "certificate_of_origin": "Certificate of origin",
    "preferential_rate": "Preferential rate",
}
RUPIAH = Section(
    model="general-tax",
    given={**GIVEN, "cif_idr": "Customs value IDR"},
    expect={
        "duty_idr": "Import duty IDR",
        "import_value_idr": "Import value IDR",
        "vat_idr": "VAT IDR",
        "stlg_idr": "Luxury tax IDR",
        "pph22_idr": "Income tax IDR",
        "total_idr": "Total IDR",
    },
    service="Charges on a customs value in rupiah",
)
GENERAL_TAX = Section(
    model="general-tax",
    given=GIVEN,
    derived=_freight,
    expect={
        "customs_value_cif": "Customs value",
        "duty": "Import duty",
        "base_cif_plus_duty": "Customs value and duty",
        "vat": "VAT",
        "vat_rate": "VAT rate",
        "effective_vat_rate": "VAT rate",
        "vat_rate_effective": "VAT rate",
        "duty_rate": "Duty rate",
        "pph22_rate": "Income tax rate",
        "income_tax_rate": "Income tax rate",
        "income_tax_idr": "Income tax at auction",
        "income_tax": "Income tax",
        "pph22": "Income tax",
        "stlg": "Luxury tax",
        "excise": "Excise",
        "total": "Total",
        "duty_exempt": "Duty free small value",
        "within_seed003_range": "Within the general ceiling",
        "within_seed004_range": "Within the whole range",
        "preference": "Preference",
        "plausible": "Within the whole range",
        "valid": "Within the whole range",
        "warning": ("Within the general ceiling", lambda warning: not warning),
        "warn": ("Within the general ceiling", lambda warning: not warning),
    },
    service="Charges on a customs value",
    instead={"cif_idr": RUPIAH},
)

SECTIONS: Mapping[str, Section] = {"general-tax": GENERAL_TAX}
