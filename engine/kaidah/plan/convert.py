"""Values of Python to FEEL values of an item, part by part."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from kaidah.feel import temporal, types
from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Value
from kaidah.feel.temporal import Date, DateAndTime, DaysAndTimeDuration, Time, YearsAndMonthsDuration
from kaidah.feel.temporal.date_and_time import start_of_day
from kaidah.feel.values import Function, Range, conforms, described, to_literal
from kaidah.plan.item import Allowed, ItemPlan, digits_behind_point
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.suggest import did_you_mean


class Misfit(Exception):
    """A value is not of its type; the help says what would be."""

    def __init__(self, help: str = "") -> None:
        super().__init__(help)
        self.help = help


@dataclass(frozen=True)
class Conversion:
    """Gathers what is wrong. `where` in its methods says whose value it is, for the messages.

    When `lenient`, null passes everywhere, further components do no harm, and a value and the list of it are
    one where the other is wanted (clause 10.3.2.9.4).
    """

    diagnostics: list[Diagnostic]
    lenient: bool = False

    def convert(self, value: Any, plan: ItemPlan, where: str) -> Value:
        if value is None:
            if not self.lenient:
                self._check_null(plan, where)
            return None
        try:
            converted = self._by_type(value, plan, where)
        except Misfit as misfit:
            self._report("K503", f"`{where}` is {_shown(value)}, which is no {_kind(plan)}", misfit.help)
            return None
        self._check(converted, plan, where)
        return converted

    def _by_type(self, value: Any, plan: ItemPlan, where: str) -> Value:
        if self.lenient and isinstance(value, list | tuple) and len(value) == 1 and _is_single(plan):
            value = value[0]
        match plan.type:
            case types.ListType():
                return self._list(value, plan, where)
            case types.ContextType():
                return self._structure(value, plan, where)
            case types.AnyType():
                return self._any(value, where)
            case types.NumberType():
                return _number(value)
            case types.SimpleType():
                if self.lenient and plan.type == types.DATE_AND_TIME and isinstance(value, Date):
                    return start_of_day(value)
                return _SIMPLE[plan.type](value)
            case _:
                if not conforms(value, plan.type):
                    raise Misfit("")
                return value

    def _list(self, value: Any, plan: ItemPlan, where: str) -> Value:
        if self.lenient and not isinstance(value, list | tuple):
            value = [value]
        if not isinstance(value, list | tuple):
            raise Misfit("give a list of values")
        assert plan.item is not None
        return tuple([self.convert(item, plan.item, f"{where}[{n}]") for n, item in enumerate(value, 1)])

    def _structure(self, value: Any, plan: ItemPlan, where: str) -> Value:
        if not isinstance(value, Mapping):
            raise Misfit(f"give its components: {', '.join(f'`{name}`' for name, _ in plan.components)}")
        if not plan.components:
            return {str(key): self._any(entry, f"{where}.{key}") for key, entry in value.items()}
        known = [name for name, _ in plan.components]
        further = {str(key): entry for key, entry in value.items() if key not in known}
        for key in () if self.lenient else further:
            self._report("K502", f"`{where}` has no component `{key}`", did_you_mean(key, known))
        for name, component in plan.components:
            if name not in value:
                fact = f"the component `{name}` of `{where}` is not given"
                self._report("K501", fact, f"give it a {_kind(component)}")
        return {
            name: self.convert(value[name], component, f"{where}.{name}")
            for name, component in plan.components
            if name in value
        } | {key: self._any(entry, f"{where}.{key}") for key, entry in further.items()}

    def _any(self, value: Any, where: str) -> Value:
        """A value for which no type is declared: what Python says it is."""
        match value:
            case None | bool() | str() | Date() | DateAndTime() | Time():
                return value
            case DaysAndTimeDuration() | YearsAndMonthsDuration() | Range() | Function():
                return value
            case int() | float() | Decimal():
                return _number(value)
            case Mapping():
                return {str(key): self._any(entry, f"{where}.{key}") for key, entry in value.items()}
            case list() | tuple():
                return tuple([self._any(item, f"{where}[{n}]") for n, item in enumerate(value, 1)])
            case datetime.datetime() | datetime.date() | datetime.time() | datetime.timedelta():
                return _of_datetime(value)
        raise Misfit("")

    def _check(self, value: Value, plan: ItemPlan, where: str) -> None:
        """Allowed values and scale."""
        if plan.scale is not None and value is not None and digits_behind_point(value) > plan.scale:
            digits = f"{plan.scale} digit{'' if plan.scale == 1 else 's'} behind the point"
            digits = "no digits behind the point" if plan.scale == 0 else f"at most {digits}"
            self._report("K512", f"`{where}` is {to_literal(value)}, but takes {digits}", "round it first")
        for allowed in (plan.allowed, plan.constraint):
            if allowed is not None and value is not None and value not in allowed:
                self._not_allowed(value, allowed, where)

    def _check_null(self, plan: ItemPlan, where: str) -> None:
        """Null is of every type, but where values are restricted it must be one of those allowed."""
        if plan.allowed is not None and None not in plan.allowed:
            self._not_allowed(None, plan.allowed, where)

    def _not_allowed(self, value: Value, allowed: Allowed, where: str) -> None:
        fact = f"`{where}` is {to_literal(value)}, which is not among its allowed values"
        self._report("K504", fact, f"allowed: {allowed.text}")

    def _report(self, code: str, message: str, help: str) -> None:
        self.diagnostics.append(error(code, message, help=help))


def _is_single(plan: ItemPlan) -> bool:
    return not isinstance(plan.type, types.ListType | types.AnyType)


def _kind(plan: ItemPlan) -> str:
    """What a value must be, in the words of the model."""
    match plan.type:
        case types.ListType():
            return f"list of {plan.item.name or _kind(plan.item)}" if plan.item else "list"
        case types.ContextType():
            return plan.type.name or "structure"
        case _:
            return str(plan.type)


def _shown(value: Any) -> str:
    """A given value in a message."""
    match value:
        case bool() | str() | Decimal() | None | Date() | DateAndTime() | Time():
            return to_literal(value)
        case int() | float():
            return str(value)
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a structure"
        case datetime.date() | datetime.time():
            return value.isoformat()
        case DaysAndTimeDuration() | YearsAndMonthsDuration() | Range() | Function():
            return described(value)
    return "a value of an unknown kind"


# --- simple values --------------------------------------------------------------------------------

PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)%?")
_MOST_DIGITS = 34
_LARGEST_EXPONENT = 6144
_WIDE = Context(prec=10_000)


def _number(value: Any) -> Decimal:
    if isinstance(value, float):
        raise Misfit(f'binary numbers are not exact: give it as text, "{value!r}", or as Decimal')
    if isinstance(value, str):
        text = value.strip()
        if not PLAIN_NUMBER.fullmatch(text):
            raise Misfit("write plain digits with a point, such as 1234.50, or a percentage, such as 7.5%")
        value = Decimal(text[:-1]).scaleb(-2, _WIDE) if text.endswith("%") else Decimal(text)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Misfit("give a number")
    number = Decimal(value)
    if not number.is_finite():
        raise Misfit("give a number with digits")
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise Misfit("it is beyond every number that can be computed with")
    if (
        len(number.as_tuple().digits) > _MOST_DIGITS
        and len(number.normalize(_WIDE).as_tuple().digits) > _MOST_DIGITS
    ):
        raise Misfit(f"a number has at most {_MOST_DIGITS} digits")
    return number


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Misfit("give text in quotes")
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Misfit("give true or false")
    return value


def _of_datetime(value: Any) -> Value:
    match value:
        case datetime.datetime():
            return DateAndTime.from_datetime(value)
        case datetime.date():
            return Date.from_datetime(value)
        case datetime.time():
            return Time.from_datetime(value)
        case datetime.timedelta():
            return DaysAndTimeDuration.from_timedelta(value)
    raise Misfit("")


def _temporal(
    kind: type, parse: Callable[[str], Value], form: str, python: tuple[type, ...] = ()
) -> Callable[[Any], Value]:
    """How a date, time or duration is read: as it is, from Python's, from ISO 8601 text."""

    def read(value: Any) -> Value:
        if isinstance(value, kind):
            return value
        if type(value) in python:
            return _of_datetime(value)
        if not isinstance(value, str):
            raise Misfit(f"write it as {form}")
        try:
            found = parse(value.strip())
        except Failure as failure:
            raise Misfit(failure.help or f"write it as {form}") from None
        if not isinstance(found, kind):
            raise Misfit(f"write it as {form}")
        return found

    return read


_SIMPLE: dict[types.SimpleType, Callable[[Any], Value]] = {
    types.STRING: _string,
    types.BOOLEAN: _boolean,
    types.DATE: _temporal(Date, temporal.parse_date, "2022-04-01", (datetime.date,)),
    types.TIME: _temporal(Time, temporal.parse_time, "13:30:00", (datetime.time,)),
    types.DATE_AND_TIME: _temporal(
        DateAndTime, temporal.parse_date_and_time, "2022-04-01T13:30:00", (datetime.datetime,)
    ),
    types.DAYS_AND_TIME_DURATION: _temporal(
        DaysAndTimeDuration, temporal.parse_duration, "P1DT12H", (datetime.timedelta,)
    ),
    types.YEARS_AND_MONTHS_DURATION: _temporal(YearsAndMonthsDuration, temporal.parse_duration, "P1Y6M"),
}
