package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.storage.RowBalancedRelative;
import org.lstmc.core.compress.storage.StorageSize;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/** Reads a workload off a model: counts from its masks, widths from its number formats. */
final class ModelWorkload {
  private static final int ASSUMED_BITS = 16;
  private static final int ASSUMED_ACCUMULATOR_BITS = 40;
  private static final ActivationSpec ASSUMED_TABLE =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 1024, 8.0);

  private ModelWorkload() {}

  static Workload of(Model model, int steps) {
    if (steps < 1) {
      throw LstmcException.usage("steps %d: at least 1", steps);
    }
    List<LayerWorkload> layers = new ArrayList<>();
    for (int l = 0; l < model.network().layers().size(); l++) {
      layers.add(layer(model, l));
    }
    boolean quantized = model.quantization() != null;
    List<String> assumptions =
        quantized
            ? List.of()
            : List.of(
                "The model is not quantized: 16-bit words, 40-bit accumulators and tables of 1024"
                    + " entries are assumed.");
    return new Workload(
        model.network().name(),
        layers,
        model.network().isFeedForward() ? forward(model) : List.of(),
        quantized ? model.quantization().sigmoid() : ASSUMED_TABLE,
        quantized ? model.quantization().tanh() : ASSUMED_TABLE,
        steps,
        assumptions);
  }

  private static List<ForwardWorkload> forward(Model m) {
    ForwardSpec spec = m.network().forward();
    List<Integer> matrices = spec.matrixLayers();
    int last = matrices.get(matrices.size() - 1);
    return ForwardWorkloads.of(
        spec,
        bits(m, SignalNames.FORWARD_INPUT, ASSUMED_BITS),
        l -> {
          int[] shape = spec.layers().get(l).matrixShape(spec.input(l));
          String name = TensorNames.forwardWeight(l);
          boolean spectral = block(m, name) > 0;
          int sums = bits(m, SignalNames.forwardAccumulator(l), ASSUMED_ACCUMULATOR_BITS);
          int products =
              spectral
                  ? bits(m, SignalNames.spectralAccumulator(name), ASSUMED_ACCUMULATOR_BITS)
                  : sums;
          return new ForwardWorkloads.Widths(
              matrix(m, name, shape[0], shape[1], 1),
              l == last ? sums : bits(m, SignalNames.forwardOutput(l), ASSUMED_BITS),
              bits(m, TensorNames.forwardBias(l), ASSUMED_BITS),
              products,
              spectral ? bits(m, SignalNames.spectrum(name), ASSUMED_BITS) : 0);
        });
  }

  private static LayerWorkload layer(Model m, int l) {
    LayerSpec s = m.network().layers().get(l);
    boolean projected = s.projectionSize() > 0;
    int gates = s.cell().gates();
    TensorForm form = s.factored();
    return new LayerWorkload(
        s,
        form != null ? null : matrix(m, TensorNames.wx(l), s.gateRows(), s.inputSize(), gates),
        form != null && form.joined()
            ? null
            : matrix(m, TensorNames.wh(l), s.gateRows(), s.outputSize(), gates),
        projected
            ? matrix(m, TensorNames.projection(l), s.projectionSize(), s.hiddenSize(), 1)
            : null,
        bits(m, SignalNames.input(l), ASSUMED_BITS),
        bits(m, SignalNames.state(l), ASSUMED_BITS),
        s.cell().isGru() ? 0 : bits(m, SignalNames.cell(l), ASSUMED_BITS),
        projected ? bits(m, SignalNames.hidden(l), ASSUMED_BITS) : 0,
        bits(m, TensorNames.bias(l), ASSUMED_BITS),
        bits(m, SignalNames.accumulator(l), ASSUMED_ACCUMULATOR_BITS),
        bits(m, SignalNames.activation(l), ASSUMED_BITS),
        form == null ? null : tensor(m, l, form));
  }

  private static TensorWorkload tensor(Model m, int l, TensorForm form) {
    ContractionPlan plan = ContractionPlan.of(form);
    int weights = 0;
    int words = bits(m, form.joined() ? SignalNames.joined(l) : SignalNames.input(l), ASSUMED_BITS);
    int sums = 0;
    for (String factor : plan.order()) {
      String name = TensorNames.factored(l, form) + "." + factor;
      weights = Math.max(weights, bits(m, name, ASSUMED_BITS));
      words = Math.max(words, bits(m, SignalNames.intermediate(name), ASSUMED_BITS));
      sums = Math.max(sums, bits(m, SignalNames.stepAccumulator(name), ASSUMED_ACCUMULATOR_BITS));
    }
    return new TensorWorkload(plan, form.joined(), weights, words, sums);
  }

  private static MatrixWorkload matrix(Model m, String name, int rows, int cols, int gates) {
    Mask mask = m.masks().get(name);
    int weightBits = bits(m, name, ASSUMED_BITS);
    if (mask == null || mask.count() == rows * cols) {
      long all = (long) rows * cols;
      return new MatrixWorkload(
          name, rows, cols, all, cols, weightBits, 0, cols, block(m, name), null);
    }
    int fullest = IntStream.range(0, rows).map(mask::rowCount).max().orElse(0);
    StorageSize stored = new RowBalancedRelative().size(mask, weightBits, Map.of());
    return new MatrixWorkload(
        name,
        rows,
        cols,
        mask.count(),
        fullest,
        weightBits,
        stored.indexWidth(),
        stored.entriesPerRow(),
        0,
        grid(m, name, mask, gates),
        KeptPlaces.of(mask, parameters(m, name)));
  }

  private static Map<String, Integer> parameters(Model m, String name) {
    MatrixCompression c = m.compression().matrices().get(name);
    return c == null ? Map.of() : c.parameters();
  }

  private static BlockGrid grid(Model m, String name, Mask mask, int gates) {
    MatrixCompression c = m.compression().matrices().get(name);
    if (c == null || !BlockGrid.describes(c.parameters())) {
      return null;
    }
    Map<String, Integer> p = c.parameters();
    return BlockGrid.of(mask, gates, p.get(BlockGrid.BLOCK1), p.get(BlockGrid.BLOCK2));
  }

  private static int block(Model m, String name) {
    MatrixCompression c = m.compression().matrices().get(name);
    boolean circulant = c != null && c.scheme().equals(BlockCirculant.SCHEME);
    return circulant ? c.parameters().get(BlockCirculant.BLOCK) : 0;
  }

  private static int bits(Model m, String name, int assumed) {
    if (m.quantization() == null) {
      return assumed;
    }
    Map<String, FixedFormat> formats = m.quantization().formats();
    FixedFormat f = formats.get(name);
    if (f == null) {
      throw LstmcException.badInput(
          "quantization has no format for '%s'; quantize the model again", name);
    }
    return f.width();
  }
}
