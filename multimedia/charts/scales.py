"""Where an axis begins and ends, and which figures stand on it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from multimedia.charts.numbers import Number

#: A scale may leave zero out only when the lowest figure is above this part of the highest.
FAR_FROM_ZERO = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends of an axis and its figures."""

    low: Number
    high: Number
    ticks: tuple[Number, ...]

    @property
    def domain(self) -> list[Number]:
        """Both ends."""
        return [self.low, self.high]

    @property
    def cut(self) -> bool:
        """Whether zero is left out."""
        return self.low > 0 or self.high < 0


def scale_of(numbers: Iterable[Number], *, zero: bool, count: int = 4) -> Scale:
    """An axis with about ``count`` round steps that holds all these numbers; with ``zero``, always zero too."""
    found = list(numbers) or [0]
    low, high = min(found), max(found)
    nearest, farthest = sorted((abs(low), abs(high)))
    if zero or low <= 0 <= high or nearest < farthest * FAR_FROM_ZERO:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        high = low + (abs(low) or 1)
    step = _step((high - low) / count)
    first, last = math.floor(low / float(step) + 1e-9), math.ceil(high / float(step) - 1e-9)
    ticks = tuple(_number(step * place) for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _step(rough: float) -> Decimal:
    """The nearest of 1, 2, 5 and their tens that is not smaller."""
    power = Decimal(1).scaleb(math.floor(math.log10(rough)))
    return next(factor * power for factor in (1, 2, 5, 10) if float(factor * power) >= rough * 0.999)


def _number(exact: Decimal) -> Number:
    return int(exact) if exact == int(exact) else float(exact)
