package org.lstmc.hwsim.parts.circulant.rtl;

/**
 * Look-up tables and flip-flops of Xilinx' 7 series, as synthesis makes them of small pieces
 * (UG474, 7 Series CLB): an addition has a look-up table a bit beside its carry chain; a table of
 * six inputs chooses among four bits; 16 registers in a row without a reset are one SRL16E, three
 * at least (the shortest that yosys' {@code xilinx_srl} takes); RAM32M holds 6 bits of 32 words in
 * four tables, RAM64M 3 bits of 64. Registers before and in a product lie in its DSP block.
 */
final class LogicCells {
  private static final int INPUTS = 6;
  private static final int WAYS = 4;
  private static final int SHIFT_REGISTER = 16;
  private static final int SHORTEST = 3;

  private final boolean saturates;
  private final boolean convergent;
  private long lut;
  private long ff;

  LogicCells(ParameterList p) {
    saturates = p.value("SAT") == 1;
    convergent = p.value("ROUND") == 2;
  }

  /** Look-up tables, those of memories and shift registers among them. */
  long lut() {
    return lut;
  }

  /** Flip-flops outside of DSP blocks and shift registers. */
  long ff() {
    return ff;
  }

  static long up(long n, long by) {
    return n <= 0 ? 0 : (n + by - 1) / by;
  }

  void luts(long n) {
    lut += n;
  }

  void registers(long bits) {
    ff += bits;
  }

  void adder(long bits) {
    lut += bits;
  }

  /** One of several words. */
  void choice(long ways, long bits) {
    lut += bits * up(ways - 1, WAYS - 1);
  }

  void delay(long bits, long cycles) {
    if (cycles >= SHORTEST) {
      lut += bits * up(cycles, SHIFT_REGISTER);
    } else {
      ff += bits * cycles;
    }
  }

  /** A memory with a register behind it; in block RAM, that is part of it. */
  void ram(long depth, long bits, long copies) {
    if (EngineMemories.isSmall(depth)) {
      lut += copies * WAYS * up(bits, depth <= 32 ? 6 : 3);
      ff += copies * bits;
    }
  }

  /**
   * Constants with two registers behind them: a table a bit, as far as so few words have so many
   * different ones; in block RAM the first register is part of it.
   *
   * @param last whether the second register counts, or lies in the DSP blocks that it feeds
   */
  void rom(long depth, long bits, boolean last) {
    boolean small = EngineMemories.isSmall(depth);
    long different = depth >= Integer.SIZE ? bits : Math.min(bits, (1L << depth) - 2);
    if (small) {
      lut += different;
      ff += different;
    }
    ff += last ? small ? different : bits : 0;
  }

  /**
   * A rounding: the carry goes through the sum's own chain; a result that may not fit is held by a
   * table a bit and the comparison of the bits above.
   */
  void round(long from, long drop, long to, long times) {
    long bits = drop > 0 ? from - drop + 1 : from - drop;
    if (saturates && bits > to) {
      lut += times * (to + up(bits - to, INPUTS - 1));
    }
    if (convergent && drop > 1) {
      lut += times * up(drop, INPUTS - 1);
    }
  }

  /** The k-point transform; the last words of a forward one are operands of DSP blocks. */
  void transform(boolean inverse, int k, long w, long tw, long tf, long halvings) {
    for (int n = 2; n <= k; n *= 2) {
      int halve = k / n < 1L << halvings ? 1 : 0;
      for (int b = 0; b < k / n; b++) {
        stage(inverse, n, w, halve);
        ff += inverse || n < k ? n * w : 0;
        for (int j = 1; j < n / 4; j++) {
          bin(inverse, 2 * j == n / 4, w, tw, tf, halve);
        }
      }
    }
  }

  private void stage(boolean inverse, int n, long w, int halve) {
    adder(2 * (w + 1));
    round(w + 1, halve, w, 2);
    if (n >= 4) {
      adder(w + 1);
      if (!inverse) {
        round(w + 1, halve, w, 1 + halve);
      } else if (halve == 0) {
        round(w + 2, 0, w, 2);
      } else {
        round(w + 2, 1, w, 1);
      }
    }
    if (n >= 8) {
      // words that wait for the products; the forward stage's odd half is in the products itself
      delay((inverse ? n : n - 2L * (n / 4 - 1)) * w, 4);
    }
  }

  /** A bin with products: sums around them; at an eighth of the circle two instead of four. */
  private void bin(boolean inverse, boolean eighth, long w, long tw, long tf, int halve) {
    if (inverse) {
      long product = w + tw + 3;
      adder(2 * (w + 2) + 2 * (eighth ? w + 2 : product) + 2 * (w + 1));
      round(product, tf + halve, w, 2);
      round(w + 1, halve, w, 2);
    } else {
      long product = w + tw + 2;
      registers(2 * product);
      adder(2 * (eighth ? w + 1 : product) + 2 * (product + 1 - tf) + 2 * (product + 1));
      round(product + 1, tf + halve, w, 4);
    }
  }
}
