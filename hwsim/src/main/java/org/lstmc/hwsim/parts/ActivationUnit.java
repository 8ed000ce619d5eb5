package org.lstmc.hwsim.parts;

import org.lstmc.core.model.ActivationSpec;

/** A unit for sigmoid or tanh: a table, or stored lines with a multiplier. */
public final class ActivationUnit {
  /** Read of a table in block RAM with its output register. */
  private static final int TABLE_CYCLES = 2;

  /** Addition of the line's offset together with its rounding. */
  private static final int LINE_ADD_CYCLES = 1;

  private ActivationUnit() {}

  /** Cycles from argument to value. */
  public static int latency(ActivationSpec spec) {
    return switch (spec.kind()) {
      case TABLE -> TABLE_CYCLES;
      case PIECEWISE_LINEAR -> TABLE_CYCLES + MacArray.MULTIPLY_CYCLES + LINE_ADD_CYCLES;
    };
  }

  /** DSP blocks of one unit. */
  public static int dsp(ActivationSpec spec) {
    return spec.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR ? 1 : 0;
  }

  /** Bits of one entry: a value, or a slope and an offset. */
  public static int entryBits(ActivationSpec spec, int valueBits) {
    return spec.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR ? 2 * valueBits : valueBits;
  }
}
