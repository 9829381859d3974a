"""Elementary functions written so that a loop over persons becomes vector instructions.

A call into the C library stops a compiler from running several persons in one instruction, so the
kernel uses these short polynomials instead. Their relative error is below 1e-15 on the ranges that
the body visits (tests/engine/test_lanes.py compares them with NumPy).
"""

from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_ROUND = (
    6755399441055744.0  # 1.5 * 2**52: adding it leaves the nearest whole number in the low bits
)
_SQRT_HALF_BITS = 0x3FE6A09E667F3BCD
_MANTISSA = 0x000FFFFFFFFFFFFF


def _reinterpret_double(typingctx: Any, x: Any) -> Any:
    """Reinterpret a double as a 64-bit integer."""

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], ir.IntType(64))

    return types.int64(types.float64), build


def _reinterpret_integer(typingctx: Any, x: Any) -> Any:
    """Reinterpret a 64-bit integer as a double."""

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], ir.DoubleType())

    return types.float64(types.int64), build


_bits: Any = intrinsic(_reinterpret_double)
_double: Any = intrinsic(_reinterpret_integer)


def _prefer_widest(typingctx: Any) -> Any:
    """Ask the compiler for the widest vectors the processor has; by default it stops at half."""

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        # llvmlite's own ``add`` knows only nameless attributes, so the set beneath it is used.
        set.add(builder.function.attributes, '"prefer-vector-width"="512"')
        return context.get_dummy_value()

    return types.void(), build


wide: Any = intrinsic(_prefer_widest)


@njit(forceinline=True, fastmath={"contract"})
def lane_exp(x: float) -> Any:
    """Raise e to x, for x between -700 and 700."""
    shifted = x * _LOG2_E + _ROUND
    whole = shifted - _ROUND
    r = (x - whole * _LN2_HIGH) - whole * _LN2_LOW
    p = 1.6059043836821613e-10
    p = p * r + 2.08767569878681e-09
    p = p * r + 2.505210838544172e-08
    p = p * r + 2.755731922398589e-07
    p = p * r + 2.7557319223985893e-06
    p = p * r + 2.48015873015873e-05
    p = p * r + 0.0001984126984126984
    p = p * r + 0.001388888888888889
    p = p * r + 0.008333333333333333
    p = p * r + 0.041666666666666664
    p = p * r + 0.16666666666666666
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return p * _double((_bits(shifted) + 1023) << 52)


@njit(forceinline=True, fastmath={"contract"})
def lane_log(x: float) -> Any:
    """Take the natural logarithm of a positive, normal x."""
    bits = _bits(x)
    # Split x = m * 2**k with m between sqrt(1/2) and sqrt(2).
    offset = bits - _SQRT_HALF_BITS
    k = offset >> 52
    m = _double(bits - (k << 52))
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = 0.047619047619047616
    p = p * z + 0.05263157894736842
    p = p * z + 0.058823529411764705
    p = p * z + 0.06666666666666667
    p = p * z + 0.07692307692307693
    p = p * z + 0.09090909090909091
    p = p * z + 0.1111111111111111
    p = p * z + 0.14285714285714285
    p = p * z + 0.2
    p = p * z + 0.3333333333333333
    power = _double(k + _bits(_ROUND)) - _ROUND
    return power * _LN2_HIGH + (2.0 * s + (2.0 * s * z * p + power * _LN2_LOW))


@njit(forceinline=True, fastmath={"contract"})
def lane_pow(x: float, y: float) -> Any:
    """Raise a positive x to the power y."""
    return lane_exp(y * lane_log(x))


@njit(forceinline=True, fastmath={"contract"})
def lane_cos(x: float) -> Any:
    """Take the cosine of an angle in radians, for angles up to some thousand turns."""
    turns = x * 0.15915494309189535 + 0.25
    whole = (turns + _ROUND) - _ROUND
    # cos(x) = sin(x + pi/2); r is that angle within half a turn, folded to a quarter turn.
    f = turns - whole
    half = 0.5 - abs(f)
    q = min(abs(f), half)
    r = 6.283185307179586 * q
    z = r * r
    p = -8.22063524662433e-18
    p = p * z + 2.8114572543455206e-15
    p = p * z - 7.647163731819816e-13
    p = p * z + 1.6059043836821613e-10
    p = p * z - 2.505210838544172e-08
    p = p * z + 2.7557319223985893e-06
    p = p * z - 0.0001984126984126984
    p = p * z + 0.008333333333333333
    p = p * z - 0.16666666666666666
    sine = r + r * z * p
    return sine if f >= 0.0 else -sine
