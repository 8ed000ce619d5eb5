package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.rtl.Verilog;

/** Parameters of the order of work: stages, rows and beats of every layer, and where they end. */
final class BrdsBeatParameters {
  private final BrdsEngine e;

  BrdsBeatParameters(BrdsEngine e) {
    this.e = e;
  }

  void write() {
    BrdsLatency t = e.config.latency();
    e.set("FETCH", t.fetch());
    e.set("SUM_X", t.sumX());
    e.set("SUM_H", t.sumH());
    e.set("OUTPUT", t.output());
    e.set("LAYERS", e.layers.size());
    e.set("RX", e.config.rx());
    e.set("RH", e.config.rh());
    e.set("LEAD", e.config.lead());
    e.set("BUFFER", e.config.bufferRows());
    e.set("LEVELS", Math.max(0, t.addressSum() - 1));
    e.set("STAGES", t.addressSum());
    e.set("TREE_X", t.treeX());
    e.set("TREE_H", t.treeH());
    BrdsSchedule.Layer[] s = e.design.schedule().layers();
    e.perLayer("CELLS", 16, l -> s[l].cells());
    e.perLayer("BEATS_X", 16, l -> s[l].x());
    e.perLayer("BEATS_H", 16, l -> s[l].h());
    e.perLayer("OUTS", 16, l -> s[l].stateWords());
    e.perLayer("SLOTS_X", 16, l -> lastSlots(e.workload.layers().get(l).wx(), e.config.rx()));
    e.perLayer("SLOTS_H", 16, l -> lastSlots(e.workload.layers().get(l).wh(), e.config.rh()));
    e.set("DEPTH_X", e.sum(l -> s[l].beatsX()));
    e.set("DEPTH_H", e.sum(l -> s[l].beatsH()));
    e.set("ROWS", e.sum(l -> s[l].cells()));
    e.set("SIG", t.sigmoid());
    e.set("TNH", t.tanh());
    if (e.projects) {
      projections(s);
    }
  }

  private void projections(BrdsSchedule.Layer[] s) {
    e.set("PROJECTS", 1);
    e.perLayer("GROUPS", 16, l -> s[l].groups());
    e.perLayer("BEATS_P", 16, l -> s[l].projection());
    e.perLayer("TAILS", 8, l -> s[l].stateWords() - 4 * Math.max(0, s[l].groups() - 1));
    e.perLayer(
        "SLOTS_P", 16, l -> lastSlots(e.workload.layers().get(l).projection(), e.config.rh()));
    e.parameters.put("ENDS_H", Verilog.fields(32, ends(l -> s[l].beatsH())));
    e.parameters.put("ENDS_P", Verilog.fields(32, ends(l -> s[l].beatsProjection())));
    e.set("DEPTH_P", e.sum(l -> s[l].beatsProjection()));
    e.set("PORTS", e.config.stateWords());
    e.set("QUEUE", e.design.schedule().waitingGroups(e.config.stateWords()));
    e.set("FORM_P", e.form("projection input memory"));
    int words =
        IntStream.range(0, e.layers.size())
            .filter(l -> s[l].groups() > 0)
            .map(l -> s[l].cells())
            .max()
            .orElseThrow();
    e.set("VP_DEPTH", BrdsEngine.up(words, e.entryH.dense() ? e.config.rh() : 1));
    e.plan(
        "PSUM_WS",
        p -> (p.spec().projectionSize() > 0 ? p.projectionAccumulator() : p.state()).width());
    e.drop(
        "STATE_DROPS",
        p ->
            p.spec().projectionSize() > 0
                ? p.projectionAccumulator().fractionBits() - p.state().fractionBits()
                : 0);
    e.plan("STATE_WS", p -> p.state().width());
  }

  /** Where every layer's part of a memory ends. */
  private List<Long> ends(IntToLongFunction size) {
    List<Long> ends = new ArrayList<>();
    long at = 0;
    for (int l = 0; l < e.layers.size(); l++) {
      at += size.applyAsLong(l);
      ends.add(at);
    }
    return ends;
  }

  private long lastSlots(MatrixWorkload m, int r) {
    int entries = m == null ? 0 : m.entries(e.config.relativeIndex());
    return entries - (long) (MacArray.beats(entries, r) - 1) * r;
  }
}
