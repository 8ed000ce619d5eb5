package org.lstmc.core.export.c;

import java.util.Locale;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.LayerSums;
import org.lstmc.core.quantize.datapath.ResetPlan;
import org.lstmc.core.quantize.fft.CirculantTerm;

/** Layers as C descriptions ({@code lstmc_layer}). */
final class CLayers {
  private final IntegerNetwork net;
  private final CProducts products;
  private final CTransforms transforms;
  private final CFunctions functions;

  CLayers(IntegerNetwork net, CProducts products, CTransforms transforms, CFunctions functions) {
    this.net = net;
    this.products = products;
    this.transforms = transforms;
    this.functions = functions;
  }

  /** The initialiser of one layer. */
  String layer(int l) {
    FixedLayer layer = net.layerAt(l);
    LayerPlan p = layer.plan();
    LayerSpec s = p.spec();
    LayerSums sums = layer.sums();
    String prefix = "layer_" + l;
    boolean hot =
        l == 0 && net.network().input().kind() == InputSpec.Kind.ONE_HOT && layer.wx() != null;
    int bits = p.accumulator().width();
    StringBuilder b = new StringBuilder("    {\n");
    b.append(CText.field("step", step(s.cell())));
    b.append(CText.field("inputs", s.inputSize()));
    b.append(CText.field("hidden", s.hiddenSize()));
    b.append(CText.field("outputs", s.outputSize()));
    b.append(CText.field("cells", s.cell().isGru() ? 0 : s.hiddenSize()));
    b.append(CText.field("gates", products.rowSum(prefix + "_gates", sums.gates(), bits, hot)));
    if (sums.candidate() != null) {
      String candidate = products.rowSum(prefix + "_candidate", sums.candidate(), bits, hot);
      b.append(CText.field("candidate", candidate));
    }
    b.append(CText.field("bias", products.vector(prefix + "_bias", layer.bias())));
    b.append(CText.field("shift_bias", CText.shift(p.shiftBias())));
    if (layer.peephole() != null) {
      b.append(CText.field("peephole", products.vector(prefix + "_peephole", layer.peephole())));
      b.append(CText.field("shift_peephole", CText.shift(p.shiftPeephole())));
    }
    b.append(CText.field("sigmoid", "&" + functions.add(layer.sigmoid())));
    b.append(CText.field("tanh", "&" + functions.add(layer.tanh())));
    spectrum(b, "of_input", sums.inputTerm(), p.input());
    spectrum(b, "of_state", sums.stateTerm(), p.state());
    b.append(CText.field("shift_kept", p.shiftForget()));
    b.append(CText.field("shift_new", p.shiftInput()));
    b.append(CText.field("sum_bits", bits));
    b.append(CText.field("gate", CText.to(p.accumulator().fractionBits(), p.gate())));
    FixedFormat kept = s.cell().isGru() ? p.state() : p.cell();
    b.append(CText.field("kept", CText.to(p.cellFraction(), kept)));
    if (s.cell().isGru()) {
      gru(b, prefix, layer);
    } else {
      lstm(b, prefix, layer);
    }
    return b.append("    },\n").toString();
  }

  private static String step(CellType cell) {
    return switch (cell) {
      case LSTM -> "lstmc_lstm";
      case GRU -> "lstmc_gru";
      case GRU_RESET_BEFORE -> "lstmc_gru_reset_before";
    };
  }

  private void lstm(StringBuilder b, String prefix, FixedLayer layer) {
    LayerPlan p = layer.plan();
    b.append(CText.field("cell_tanh", "&" + functions.add(layer.cellTanh())));
    b.append(CText.field("hidden_to", CText.to(p.hiddenFraction(), p.hidden())));
    if (layer.sums().projection() != null) {
      int bits = p.projectionAccumulator().width();
      String rows = products.rowSum(prefix + "_projection", layer.sums().projection(), bits, false);
      b.append(CText.field("projection", rows));
      b.append(CText.field("projection_bits", bits));
      b.append(
          CText.field("state_to", CText.to(p.projectionAccumulator().fractionBits(), p.state())));
      spectrum(b, "of_hidden", layer.sums().hiddenTerm(), p.hidden());
    }
  }

  private void gru(StringBuilder b, String prefix, FixedLayer layer) {
    LayerPlan p = layer.plan();
    ResetPlan r = p.reset();
    b.append(CText.field("activation_fraction", p.activation().fractionBits()));
    if (r.resetState() != null) {
      int fraction = p.activation().fractionBits() + p.state().fractionBits();
      b.append(CText.field("reset_to", CText.to(fraction, r.resetState())));
      spectrum(b, "of_reset", layer.sums().stateTerm(), r.resetState());
      return;
    }
    int bits = r.recurrentAccumulator().width();
    String rows = products.rowSum(prefix + "_recurrent", layer.sums().recurrent(), bits, false);
    String bias = products.vector(prefix + "_recurrent_bias", layer.recurrentBias());
    b.append(CText.field("recurrent", rows));
    b.append(CText.field("recurrent_bias", bias));
    b.append(CText.field("shift_recurrent_bias", CText.shift(r.shiftRecurrentBias())));
    b.append(CText.field("recurrent_bits", bits));
    b.append(
        CText.field(
            "recurrent_to", CText.to(r.recurrentAccumulator().fractionBits(), r.recurrent())));
    b.append(CText.field("shift_reset", CText.shift(r.shiftReset())));
  }

  private void spectrum(StringBuilder b, String name, CirculantTerm term, FixedFormat vector) {
    if (term != null) {
      b.append(CText.field(name, "&" + transforms.spectrum(term, vector)));
    }
  }

  /** The initialiser of the dense output. */
  String output() {
    int bits = net.logitFormat().width();
    var shifts = net.outputPlan().shifts();
    return String.format(
        Locale.ROOT,
        "static const lstmc_output output = {\n%s%s%s%s};\n\n",
        CText.field(
            "rows", products.output(net.tensor(TensorNames.OUTPUT_WEIGHT), shifts.get(0), bits)),
        CText.field("bias", products.vector("output_bias", net.tensor(TensorNames.OUTPUT_BIAS))),
        CText.field("shift_bias", CText.shift(shifts.get(1))),
        CText.field("sum_bits", bits));
  }
}
