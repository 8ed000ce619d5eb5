package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.FixedMatrix;

/** Parameters and images of the weight and bias memories of the four gates. */
final class BrdsWeightParameters {
  private static final String[] GATES = {"I", "F", "G", "O"};

  private final BrdsEngine e;

  BrdsWeightParameters(BrdsEngine e) {
    this.e = e;
  }

  void write() {
    e.set("VWX", e.entryX.valueBits());
    e.set("IWX", e.entryX.indexBits());
    e.set("VWH", e.entryH.valueBits());
    e.set("IWH", e.entryH.indexBits());
    matrix("WX", FixedLayer::wx, e.live::input, e.config.rx(), e.entryX);
    matrix("WH", FixedLayer::wh, e.live::state, e.config.rh(), e.entryH);
    if (e.projects) {
      BrdsEntry entry = BrdsEntry.projection(e.workload, e.config.relativeIndex());
      e.set("VWP", entry.valueBits());
      e.set("IWP", entry.indexBits());
      matrix("WP", FixedLayer::projection, e.live::hidden, e.config.rh(), entry);
    }
    int bits = e.layers.stream().mapToInt(l -> l.bias().format().width()).max().orElse(0);
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      e.image("B_" + GATES[g], bits, BrdsImages.biases(e.layers, g, bits), null);
    }
  }

  private void matrix(
      String images,
      Function<FixedLayer, FixedMatrix> of,
      BrdsLive.Operands operands,
      int r,
      BrdsEntry entry) {
    boolean relative = e.config.relativeIndex();
    for (int g = 0; g < BrdsConfig.GATES; g++) {
      List<BrdsRows> rows = new ArrayList<>();
      for (FixedLayer l : e.layers) {
        FixedMatrix m = of.apply(l);
        rows.add(m == null ? null : BrdsRows.of(m, relative, g, images.equals("WP")));
      }
      e.image(
          images + "_" + GATES[g],
          entry.bits() * r,
          BrdsImages.weights(rows.stream().filter(Objects::nonNull).toList(), r, relative, entry),
          e.live.weights(rows, operands, r, relative, entry));
    }
  }
}
