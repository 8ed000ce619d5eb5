package org.lstmc.hwsim.ernn;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.MachineOptions;

/**
 * What the user fixes about the machine; -1 leaves it to the sizing.
 *
 * @param pe processing elements in all, at most
 * @param gates of these, elements of the first stage; the others do the projection or the candidate
 * @param v words in parallel in an element-wise stage
 * @param streams sequences that are interleaved
 * @param dsp DSP blocks that may be used
 * @param xWordsPerCycle words of x a cycle
 */
record ErnnSettings(int pe, int gates, int v, int streams, int dsp, int xWordsPerCycle) {
  /** Every setting with what it means. */
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "pe", "processing elements in all, at most",
              "gates", "processing elements of the first stage",
              "v", "words in parallel in an element-wise stage",
              "streams", "sequences that are interleaved",
              "dsp", "DSP blocks that may be used",
              "xwords", "words of x a cycle"));

  static ErnnSettings of(MachineOptions o) {
    o.requireKnown("e-rnn", KNOWN);
    int pe = o.integer("pe", 1, 65536, -1);
    return new ErnnSettings(
        pe,
        o.integer("gates", 1, pe > 0 ? pe : 65536, -1),
        o.integer("v", 1, 4096, -1),
        o.integer("streams", 1, 64, -1),
        o.integer("dsp", 1, 1_000_000, -1),
        o.integer("xwords", 1, 1024, 4));
  }
}
