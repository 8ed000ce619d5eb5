package org.lstmc.hwsim.brds;

import java.util.List;
import java.util.function.Function;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.number.ValueTable;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.StepTrace;

/** Parameters and images of the activation functions: tables, or lines. */
final class BrdsTableParameters {
  private final BrdsEngine e;

  BrdsTableParameters(BrdsEngine e) {
    this.e = e;
  }

  void write() {
    functions("SIGMOID", e.workload.sigmoid(), FixedLayer::sigmoid, BrdsLive::sigmoidGates);
    functions("TANH", e.workload.tanh(), FixedLayer::tanh, l -> BrdsLive.gates(l, 2, 3));
    functions("CTANH", e.workload.tanh(), FixedLayer::cellTanh, StepTrace.Layer::cell);
    if (e.lines != null) {
      e.lines.widths(e.parameters);
    }
  }

  private void functions(
      String what,
      ActivationSpec spec,
      Function<FixedLayer, ActivationTable> of,
      Function<StepTrace.Layer, long[]> arguments) {
    List<ActivationTable> all = e.layers.stream().map(of).toList();
    if (spec.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR) {
      List<LineTable> drawn = all.stream().map(LineTable.class::cast).toList();
      if (!what.equals("CTANH")) {
        e.set(what + "_KIND", 1);
        e.set(what + "_SEGMENTS", spec.entries());
      }
      e.lines.constants(e.parameters, what, drawn);
      e.image(
          what, e.lines.entryBits(), e.lines.image(drawn), e.lines.live(drawn, e.trace, arguments));
      return;
    }
    int bits = e.widest(p -> p.activation().width());
    if (!what.equals("CTANH")) {
      e.set(what + "_LOG", log2(spec.entries()));
    }
    List<ValueTable> values = all.stream().map(ValueTable.class::cast).toList();
    e.perLayer(what + "_SHIFTS", 8, l -> values.get(l).shift());
    e.perLayer(what + "_LOGS", 8, l -> log2(values.get(l).contents().length));
    e.image(
        what,
        bits,
        BrdsImages.tables(all, spec.entries(), bits),
        e.live.table(values, spec.entries(), bits, arguments));
  }

  private static int log2(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }
}
