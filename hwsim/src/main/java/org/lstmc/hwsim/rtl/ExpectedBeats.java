package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The expected outputs as the test bench reads them: the words of one cycle in one line. */
final class ExpectedBeats {
  static final int CYCLE_BITS = 48;

  /** Number of the first output of every beat. */
  final List<Integer> firsts = new ArrayList<>();

  final List<BigInteger> lines = new ArrayList<>();

  ExpectedBeats(RtlDesign d) {
    int at = 0;
    while (at < d.outputs().size()) {
      long cycle = d.outputs().get(at).cycle();
      BitWord word = new BitWord();
      BitWord valid = new BitWord();
      firsts.add(at);
      for (int lane = 0; lane < d.lanes(); lane++) {
        boolean here = at < d.outputs().size() && d.outputs().get(at).cycle() == cycle;
        word.add(here ? d.outputs().get(at++).value() : 0, d.wordBits());
        valid.add(here ? 1 : 0, 1);
      }
      if (at < d.outputs().size() && d.outputs().get(at).cycle() <= cycle) {
        throw new IllegalArgumentException(
            d.name() + ": output " + at + " is out of order, or one too many for the lanes");
      }
      BigInteger head = valid.value().or(BigInteger.valueOf(cycle).shiftLeft(d.lanes()));
      lines.add(word.value().or(head.shiftLeft(d.lanes() * d.wordBits())));
    }
  }

  static int lineBits(int lanes, int wordBits) {
    return CYCLE_BITS + lanes + lanes * wordBits;
  }
}
