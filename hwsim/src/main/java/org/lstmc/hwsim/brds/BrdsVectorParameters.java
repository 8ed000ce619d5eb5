package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.rtl.Verilog;

/** Parameters of the vector memories: x, the inputs of further layers, and the state. */
final class BrdsVectorParameters {
  private final BrdsEngine e;

  BrdsVectorParameters(BrdsEngine e) {
    this.e = e;
  }

  void write() {
    boolean denseX = e.entryX.dense();
    boolean denseH = e.entryH.dense();
    int x = e.workload.layers().get(0).spec().inputSize();
    int rx = denseX ? e.config.rx() : 1;
    int rh = denseH ? e.config.rh() : 1;
    List<Long> basesX = bases(l -> l == 0 ? 0 : BrdsEngine.up(outputs(l - 1), rx));
    List<Long> basesH = bases(l -> BrdsEngine.up(outputs(l), rh));
    int inner = Math.toIntExact(e.sum(l -> l == 0 ? 0 : BrdsEngine.up(outputs(l - 1), rx)));
    int state = Math.toIntExact(e.sum(l -> BrdsEngine.up(outputs(l), rh)));
    e.parameters.put("BASES_X", Verilog.fields(16, basesX));
    e.parameters.put("BASES_H", Verilog.fields(16, e.withProjection(basesH)));
    e.set("X", x);
    e.set("XW", e.layers.get(0).plan().input().width());
    e.set("XLANES", e.config.xWordsPerCycle());
    int columns = e.config.relativeIndex() ? 1 : 0;
    e.set("COLUMNS_X", denseX ? 2 : columns);
    e.set("COLUMNS_H", denseH ? 2 : columns);
    e.set("FORM_X", e.form("x memory"));
    e.set("FORM_I", e.layers.size() > 1 ? e.form("layer input memory") : 0);
    e.set("FORM_H", e.form("h memory"));
    int depthX = Math.toIntExact(BrdsEngine.up(x, rx));
    e.set("VX_DEPTH", depthX);
    e.set("VI_DEPTH", Math.max(1, inner));
    e.set("VH_DEPTH", state);
    int xBits = e.workload.layers().stream().mapToInt(LayerWorkload::inputBits).max().orElse(0);
    int stateBits = e.widest(p -> p.state().width());
    e.set("XMW", xBits);
    e.set("VX", e.layers.size() > 1 ? Math.max(xBits, stateBits) : xBits);
    int hidden = e.widest(p -> p.hidden().width());
    e.set("VH", e.projects ? Math.max(stateBits, hidden) : stateBits);
    e.set("U", hidden);
    e.set("CX", BrdsEntry.addressBits(Math.max(depthX, inner)));
    int read =
        e.workload.layers().stream()
            .filter(l -> l.projection() != null)
            .mapToInt(l -> (int) BrdsEngine.up(l.spec().hiddenSize(), rh))
            .max()
            .orElse(0);
    e.set("CH", BrdsEntry.addressBits(Math.max(state, read)));
  }

  private List<Long> bases(IntToLongFunction size) {
    List<Long> bases = new ArrayList<>();
    long at = 0;
    for (int l = 0; l < e.layers.size(); l++) {
      bases.add(at);
      at += size.applyAsLong(l);
    }
    return bases;
  }

  private long outputs(int l) {
    return e.workload.layers().get(l).spec().outputSize();
  }
}
