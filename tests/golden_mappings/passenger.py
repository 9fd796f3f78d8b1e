"""Goods carried by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from golden_mappings.section import Convert, Section, containing, words

LANES = words({"GREEN": "green", "RED": "red"})
PASSENGER_GIVEN: Mapping[str, str | tuple[str, Convert] | None] = {
    "role": (
        "Traveller role",
        containing(
            {
                "regular": "regular hajj pilgrim",
                "special": "special hajj pilgrim",
                "crew": "crew",
            },
            otherwise="passenger",
        ),
    ),
    "value_usd": "Goods value",
    "personal": "Personal goods",
    "freight_usd": "Freight",
    "insurance_usd": "Insurance",
    "mfn_rate": "MFN rate",
    "pph22_hs_rate": "Income tax list rate",
    "has_npwp": "Has NPWP",
    "kurs_idr_per_usd": "Customs rate",
    "item": None,
    "family_members": None,
    "vat_rate": None,
    "rounding": None,
    "registered": None,
}
PASSENGER_EXPECT: Mapping[str, str | tuple[str, Convert]] = {
    "exemption_usd": "Exemption",
    "dutiable_base": "Dutiable value",
    "duty": "Import duty",
    "import_value": "Import value",
    "vat": "VAT",
    "pph22": "Income tax",
    "total": "Total taxes",
    "channel": ("Lane", LANES),
    "pooling_allowed": "Pooling allowed",
    "effective_rate": "Effective rate",
    "effective_rate_on_excess": "Effective rate",
    "effective_rate_on_value": "Effective rate",
    "effective_rate_on_full_value": "Effective rate",
    "effective_rate_on_whole_value": "Effective rate",
    "effective_rate_on_base": "Effective rate",
    "document": (
        "Customs document",
        containing({"PIBK": "PIBK"}, otherwise="customs declaration (BC 2.2)"),
    ),
    "duty_rate": "Duty rate",
    "vat_rate": "VAT rate",
    "pph22_rate": "Income tax rate",
    "customs_value_idr": "Customs value IDR",
    "duty_idr": "Import duty IDR",
    "import_value_idr": "Import value IDR",
    "vat_idr": "VAT IDR",
    "pph22_idr": "Income tax IDR",
    "total_idr": "Total taxes IDR",
}
# A thing bought abroad in euro: by hand, or by post. A case on the post takes the thing of the guide for granted.
IN_EURO: Mapping[str, str | tuple[str, Convert]] = {
    "dutiable_base": "Dutiable value when carried",
    "duty": "Import duty when carried",
    "import_value": "Import value when carried",
    "vat": "VAT when carried",
    "pph22": "Income tax when carried",
    "total": "Taxes when carried in dollars",
    "usd_per_eur_implied": "Implied exchange rate",
    "total_eur": "Taxes when carried",
    "total_cost_eur_if_vat_refunded": "Cost when carried",
    "effective_rate": "Rate by post",
    "taxes_eur": "Taxes by post",
    "total_cost_eur": "Cost by post",
    "cheaper_than_carrying_by_eur": "Saved by post",
}
BY_HAND = Section(
    model="post-or-carry",
    given={
        **PASSENGER_GIVEN,
        "value_usd": "Price in dollars",
        "price_eur": "Price",
        "italian_vat_eur": "Foreign VAT",
        "personal": None,
    },
    expect=IN_EURO,
)
THING: Mapping[str, Any] = {
    "Price": "915.00",
    "Price in dollars": "1056.00",
    "Income tax list rate": "0.10",
    "Has NPWP": False,
}
BY_POST = Section(
    model="post-or-carry",
    given={"item": None, "price_eur_net": None, "postage_eur": "Postage", "duty_rate": None, "vat_rate": None}
    | {"pph22_rate": None},
    assumed=THING,
    derived=lambda given: {
        "Foreign VAT": str(Decimal(THING["Price"]) - Decimal(str(given["price_eur_net"])))
    },
    expect=IN_EURO,
)
PASSENGER = Section(
    model="passengers",
    given=PASSENGER_GIVEN,
    expect=PASSENGER_EXPECT,
    instead={"price_eur": BY_HAND, "price_eur_net": BY_POST},
)


def _applied_rate(given: Mapping[str, Any]) -> dict[str, Any]:
    """The applied income tax rate is the list's, twice that without a tax number."""
    rate = str(given["pph22_rate_applied"])
    known = {
        ("0.20", False): "0.10",
        ("0.15", False): "0.075",
        ("0.10", True): "0.10",
        ("0.075", True): "0.075",
    }
    list_rate = known.get((rate, given.get("has_npwp", True)))
    return {"Income tax list rate": list_rate} if list_rate else {}


PASSENGER_RUPIAH = Section(
    model="passengers",
    given={
        **PASSENGER_GIVEN,
        "pph22_rate_applied": None,
        "customs_value_after_exemption_idr": "Customs value IDR",
    },
    derived=_applied_rate,
    expect=PASSENGER_EXPECT,
    service="Taxes in rupiah",
)

# --- devices with an IMEI ---------------------------------------------------------------------------

DEVICES = Section(
    model="passenger-devices",
    given={
        "value_usd": "Device value",
        "other_dutiable_usd": "Goods value",
        "registered": ("Registered at the airport", lambda text: "airport" in text),
        "days_since_arrival": "Days since arrival",
        "devices": "Devices",
        "has_npwp": "Has NPWP",
        "pph22_hs_rate": "Income tax list rate",
        "stay_days": "Days of stay",
        "sim": (
            "SIM card",
            containing({"roam": "foreign, roaming", "tourist": "tourist"}, otherwise="Indonesian"),
        ),
        "foreign_sim_roaming": (
            "SIM card",
            lambda roaming: "foreign, roaming" if roaming else "Indonesian",
        ),
        "recorded_on_arrival": "Recorded on arrival",
    },
    expect={
        "exemption_usd": "Device exemption",
        "tax_usd": "Device taxes",
        "can_register": "Registration possible",
        "allowed": "Devices allowed",
        "registration_required": "Registration required",
    },
)

# --- tobacco and drink ------------------------------------------------------------------------------


def _millilitres(litres: Any) -> str:
    return str(Decimal(str(litres)) * 1000)


EXCISE = Section(
    model="passengers",
    given={
        "role": "Traveller role",
        "age": "Age",
        "cigarettes": "Cigarettes",
        "cigars": "Cigars",
        "tobacco_g": "Tobacco",
        "alcohol_ml": "Alcohol",
        "alcohol_l": ("Alcohol", _millilitres),
        "e_cigarette_sticks": "Electronic sticks",
        "e_cigarette_capsules": "Electronic capsules",
        "e_liquid_open_ml": "Open system liquid",
        "e_liquid_closed_ml": "Closed system liquid",
    },
    expect={
        "exempt": "Excise goods exempt",
        "quota_share": "Tobacco share",
        "exempt_cigarettes": "Cigarettes exempt",
        "destroyed_cigarettes": "Cigarettes destroyed",
        "exempt_cigars": "Cigars exempt",
        "destroyed_cigars": "Cigars destroyed",
        "exempt_tobacco_g": "Tobacco quantity exempt",
        "destroyed_tobacco_g": "Tobacco quantity destroyed",
        "exempt_l": ("Alcohol quantity exempt", _millilitres),
        "destroyed_l": ("Alcohol quantity destroyed", _millilitres),
        "exempt_ml": "Alcohol quantity exempt",
        "destroyed_ml": "Alcohol quantity destroyed",
        "channel": ("Lane", LANES),
    },
)

# --- when and how the goods come --------------------------------------------------------------------

WINDOW = Section(
    model="passengers",
    given={
        "transport": ("Transport", words({"ship": "sea", "plane": "air"})),
        "goods_arrival_day_relative_to_passenger": "Days after traveller",
        "has_passport": "Has passport",
        "has_boarding_pass": "Has boarding pass",
    },
    expect={"is_passenger_goods": "Counts as passenger goods"},
)

# --- cash -------------------------------------------------------------------------------------------


def _amount(given: Mapping[str, Any]) -> dict[str, Any]:
    """The amount belongs to rupiah or to foreign cash."""
    currency = str(given.get("currency"))
    kind = (
        "Rupiah cash"
        if currency in ("IDR", "rupiah")
        else "Bearer instruments"
        if "instrument" in currency
        else "Foreign cash"
    )
    return {kind: given["amount_idr_equivalent"]}


CASH = Section(
    model="passengers",
    derived=_amount,
    given={
        "currency": None,
        "amount_idr_equivalent": None,
        "direction": "Direction",
        "declared": "Cash declared",
        "licensed": "Licensed body",
        "licensed_body": "Licensed body",
        "approved_idr": "Approved amount",
        "approved_amount_idr": "Approved amount",
        "approval_idr": "Approved amount",
        "carrier": ("Licensed body", lambda who: "private" not in who and "person" not in who),
    },
    expect={
        "declare_required": "Cash declaration required",
        "bi_permit_required": "Bank Indonesia permit required",
        "allowed_for_private_person": "Foreign banknotes allowed",
        "fine_idr": "Fine",
        "channel": ("Lane", LANES),
    },
)

# --- food, medicine, animals; and what an edition allows ----------------------------------------------

ALLOWED = {
    "supplement": "Supplements allowed",
    "traditional_medicine": "Supplements allowed",
    "cosmetic": "Cosmetics allowed",
    "animal": "Animal products allowed",
    "fish": "Fish products allowed",
    "substance": "Substance allowed",
    "solid_medicine": "Medicine allowed",
    "medicine": "Medicine allowed",
}
EXCESS = {
    "supplement": "Supplement packs above the limit",
    "traditional_medicine": "Supplement packs above the limit",
    "cosmetic": "Cosmetics above the limit",
    "food": "Food destroyed",
}


def _named(table: Mapping[str, str], given: Mapping[str, Any]) -> str | None:
    """The word for the first field of the case that begins as the table says."""
    return next((word for name in given for begin, word in table.items() if name.startswith(begin)), None)


def _quantity(name: str) -> str | None:
    """The input for a quantity, however its unit is put in the field's name."""
    if name.startswith("cosmetic"):
        return "Cosmetics"
    if name.startswith(("supplement", "traditional_medicine")):
        return "Supplement packs"
    if name.startswith("solid_medicine") or name == "medicine_pieces":
        return "Medicine quantity"
    if name.startswith("food"):
        return "Food"
    if name.startswith("animal"):
        return "Animal products" if name.endswith("kg") else "Liquid animal products"
    if name.startswith("fish"):
        return "Fish products" if name.endswith("kg") else "Fish products value"
    if name.startswith("plant"):
        return "Plant material"
    return None


def _class_named(given: Mapping[str, Any]) -> Convert:
    """A reason may name no more than the class."""
    kind = "psychotropic" if given.get("psychotropic_class") else "narcotic"
    whole = f"{kind} of class 1: never allowed"
    return lambda reason: whole if "class 1" in reason or "never" in reason else reason


def _family(given: Mapping[str, Any]) -> dict[str, Any]:
    """A family counted together until 2017; a prize may be what the goods are called."""
    together = "family" in str(given.get("role", "")) or "family_members" in given
    inputs = {"Family": True} if together and str(given.get("date", "9")) < "2018" else {}
    return inputs | ({"Prize": True} if "prize" in str(given.get("goods", "")) else {})


def _subject(given: Mapping[str, Any]) -> dict[str, str | tuple[str, Convert]]:
    """`allowed` and `excess` are about whatever the case gives."""
    found: dict[str, str | tuple[str, Convert] | None] = {
        "reason": ("Why not", _class_named(given)),
        "allowed": _named(ALLOWED, given),
        "excess": _named(EXCESS, given),
    }
    return {name: word for name, word in found.items() if word}


CATEGORIES = words(
    {"commonly misused drug": "drug often misused", "prescription drug": "other", None: "other"}
)
LIMITS = Section(
    model="passengers",
    alike=_quantity,
    derived=_family,
    given={
        **PASSENGER_GIVEN,
        "disease_free_area": "Disease-free area",
        "prohibited": "Prohibited animal products",
        "personal_use": "Own use",
        "value_idr": "Fish products value",
        "prize": "Prize",
        "goods": None,
        "substance": "Substance",
        "category": None,
        "narcotic_class": "Narcotic class",
        "psychotropic_class": "Psychotropic class",
        "has_prescription": "Has prescription",
        "has_import_permission": "Has import permission",
        "goods_origin": ("Obtained in Indonesia", lambda text: "Indonesia" in text),
        "will_be_taken_out_again": "Taken out again",
    },
    expect={
        **PASSENGER_EXPECT,
        "allowed_kg": "Food allowed",
        "destroyed_kg": "Food destroyed",
        "notify_bpom": "Inform BPOM",
        "category": ("Substance category", CATEGORIES),
        "psychotropic_class": ("Psychotropic class of the substance", lambda number: number or 0),
        "narcotic_class": ("Narcotic class of the substance", lambda number: number or 0),
        "tax": "Total taxes",
        "inspection_required": "Animals or plants",
        "quarantine_inspection": "Animals or plants",
    },
    expect_for=_subject,
)

SECTIONS: Mapping[str, Section] = {
    "passenger-example": PASSENGER,
    "passenger-threshold": PASSENGER,
    "passenger-rate": PASSENGER,
    "passenger-example-idr": PASSENGER_RUPIAH,
    "passenger-imei": DEVICES,
    "passenger-excise": EXCISE,
    "passenger-window": WINDOW,
    "passenger-cash": CASH,
    "passenger-limits": LIMITS,
}
