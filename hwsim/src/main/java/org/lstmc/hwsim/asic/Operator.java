package org.lstmc.hwsim.asic;

/**
 * Adders or multipliers of one width, and what they do in a step.
 *
 * @param kind what they are
 * @param aBits width of one operand; of an adder, its width
 * @param bBits width of the other operand of a multiplier
 * @param units how many there are
 * @param operations operations of a step, all of them together
 */
public record Operator(Kind kind, int aBits, int bBits, long units, double operations) {
  /** What an operator computes. */
  public enum Kind {
    /** A sum. */
    ADD,
    /** A product. */
    MULTIPLY
  }

  /** Adders. */
  public static Operator adders(int bits, long units, double operations) {
    return new Operator(Kind.ADD, bits, 0, units, operations);
  }

  /** Multipliers. */
  public static Operator multipliers(int aBits, int bBits, long units, double operations) {
    return new Operator(Kind.MULTIPLY, aBits, bBits, units, operations);
  }

  /** Energy of a step. */
  double pj(Arithmetic a) {
    return operations * (kind == Kind.ADD ? a.addPj(aBits) : a.multiplyPj(aBits, bBits));
  }

  /** Area of all. */
  double um2(Arithmetic a) {
    return units * (kind == Kind.ADD ? a.addUm2(aBits) : a.multiplyUm2(aBits, bBits));
  }
}
