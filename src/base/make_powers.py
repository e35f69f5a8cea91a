"""Writes the powers of ten that number_shortest.c multiplies with.

usage: make_powers.py OUTPUT

For every k from -292 to 324 the power 10^k, in units of a power of two and rounded up past what is left over: the whole
number g of exactly 128 bits with (g - 1) * 2^e <= 10^k < g * 2^e (Giulietti, section 9.7, there with 126 bits).
"""
import sys

FIRST, LAST, BITS = -292, 324, 128


def scaled(k):
    """g of 10^k, by whole numbers alone."""
    numerator, denominator = (10**k, 1) if k >= 0 else (1, 10**-k)
    shift = BITS - 1 - (numerator.bit_length() - denominator.bit_length())
    numerator, denominator = (numerator << shift, denominator) if shift >= 0 else (numerator, denominator << -shift)
    floor = numerator // denominator
    if floor.bit_length() < BITS:  # the quotient of the leading bits was below 1
        floor = 2 * numerator // denominator
    return floor + 1


def main():
    rows = "".join(f"    {{0x{g >> 64:016x}u, 0x{g & (1 << 64) - 1:016x}u}},\n" for g in map(scaled, range(FIRST, LAST + 1)))
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write(f'/* Made by make_powers.py. */\n#include "base/number_powers.h"\n\n'
                  f"const egb_power_of_ten egb_powers_of_ten[EGB_POWER_LAST - EGB_POWER_FIRST + 1] = {{\n{rows}}};\n")


if __name__ == "__main__":
    main()
