package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.hwsim.rtl.RtlOutput;
import org.lstmc.hwsim.rtl.Untried;

/** Constants that an engine's network or its run leaves open. */
final class BrdsSpareConstants {
  /** Room: buffers, memories, addresses and words may be larger than they need to be. */
  private static final List<String> GROWING =
      List.of(
          "BUFFER",
          "VX_DEPTH",
          "VI_DEPTH",
          "VH_DEPTH",
          "XMW",
          "VX",
          "CX",
          "CH",
          "ACC",
          "SUM",
          "LEVELS",
          "LINE_XW",
          "LINE_YW",
          "G",
          "C",
          "S",
          "U",
          "SUMS",
          "QUEUE",
          "VP_DEPTH",
          "VH",
          "SLOTS_X",
          "SLOTS_H",
          "SLOTS_P",
          "SUM_WS",
          "OUT_WS");

  /** What memories are made of. */
  private static final List<String> STRUCTURE = List.of("FORM_X", "FORM_I", "FORM_H", "FORM_P");

  private final BrdsEngine e;

  BrdsSpareConstants(BrdsEngine e) {
    this.e = e;
  }

  /** Constants that this network or this run leaves open. */
  Map<String, Object> facts(List<RtlOutput> outputs) {
    List<String> growing = new ArrayList<>(GROWING);
    List<String> any = new ArrayList<>(STRUCTURE);
    if (e.layers.size() == 1) {
      // One layer's tables start at 0 however large they are, and there is no layer input.
      growing.add("SIGMOID_LOG");
      growing.add("TANH_LOG");
      any.add("VI_DEPTH");
      any.add("BASES_X");
    }
    if (new BrdsOutputs(e).of(e.design.schedule().withLead(Short.MAX_VALUE)).equals(outputs)) {
      // No row ever waits for its partner to catch up.
      growing.add("LEAD");
    }
    return Untried.facts(growing, any);
  }
}
