package org.lstmc.core.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every mode against arithmetic without limits. */
class FixedArithmeticTest {
  private static final BigInteger TWO = BigInteger.TWO;

  private static BigInteger rounded(BigDecimal v, Rounding r) {
    return switch (r) {
      case TRN -> v.setScale(0, RoundingMode.FLOOR).toBigInteger();
      case RND -> v.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
      case RND_CONV -> v.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    };
  }

  private static long fitted(BigInteger v, int width, Overflow o) {
    BigInteger half = TWO.pow(width - 1);
    if (o == Overflow.SAT) {
      return v.max(half.negate()).min(half.subtract(BigInteger.ONE)).longValueExact();
    }
    return v.add(half).mod(TWO.pow(width)).subtract(half).longValueExact();
  }

  @Property(tries = 3000)
  void requantizeIsExact(
      @ForAll long raw,
      @ForAll @IntRange(min = 0, max = 63) int less,
      @ForAll @IntRange(min = -70, max = 140) int fraction,
      @ForAll @IntRange(min = 2, max = 62) int width,
      @ForAll @IntRange(min = -62, max = 62) int integerBits,
      @ForAll Rounding rounding,
      @ForAll Overflow overflow) {
    long a = raw >> less;
    FixedFormat to = new FixedFormat(width, integerBits);
    BigDecimal value =
        to.fractionBits() >= fraction
            ? new BigDecimal(BigInteger.valueOf(a).shiftLeft(to.fractionBits() - fraction))
            : new BigDecimal(a).divide(new BigDecimal(TWO.pow(fraction - to.fractionBits())));
    assertThat(FixedArithmetic.requantize(a, fraction, to, rounding, overflow))
        .isEqualTo(fitted(rounded(value, rounding), width, overflow));
  }

  @Property(tries = 2000)
  void halvesGoWhereTheModeSays(
      @ForAll @IntRange(min = -1000, max = 1000) int k,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll Rounding rounding) {
    long tie = (2L * k + 1) << (n - 1);
    BigDecimal exact = new BigDecimal(k).add(new BigDecimal("0.5"));
    assertThat(FixedArithmetic.round(tie, n, rounding))
        .isEqualTo(rounded(exact, rounding).longValueExact());
  }

  @Property(tries = 2000)
  void hostConversionRoundsHalfUp(
      @ForAll double value,
      @ForAll @IntRange(min = 2, max = 62) int width,
      @ForAll @IntRange(min = -40, max = 62) int integerBits) {
    FixedFormat format = new FixedFormat(width, integerBits);
    BigDecimal scaled =
        format.fractionBits() >= 0
            ? new BigDecimal(value).multiply(new BigDecimal(TWO.pow(format.fractionBits())))
            : new BigDecimal(value).divide(new BigDecimal(TWO.pow(-format.fractionBits())));
    BigInteger nearest = rounded(scaled, Rounding.RND);
    long expected = fitted(nearest, width, Overflow.SAT);
    assertThat(FixedArithmetic.fromDouble(value, format)).isEqualTo(expected);
    assertThat(FixedArithmetic.clips(value, format))
        .isEqualTo(!nearest.equals(BigInteger.valueOf(expected)));
  }

  @Test
  void theFloatBelowOneHalfRoundsDown() {
    assertThat(FixedArithmetic.fromDouble(0.49999999999999994, new FixedFormat(8, 8))).isZero();
    assertThat(FixedArithmetic.fromDouble(-0.5, new FixedFormat(8, 8))).isZero();
    assertThat(FixedArithmetic.fromDouble(0.5, new FixedFormat(8, 8))).isOne();
  }
}
