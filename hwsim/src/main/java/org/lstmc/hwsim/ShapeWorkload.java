package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** Makes a workload from a shape such as {@code lstm:153,1024,p512,peep}, and ratios or blocks. */
final class ShapeWorkload {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(lstm|gru|gru-reset-before):(\\d{1,6}),(\\d{1,6})(?:x(\\d{1,2}))?(?:,p(\\d{1,6}))?(,peep)?");
  private static final int TABLE_ENTRIES = 1024;
  private static final double TABLE_RANGE = 8.0;

  private ShapeWorkload() {}

  static Workload of(String shape, ShapeRatios ratios, int steps) {
    return of(shape, (TensorForm) null, ratios, steps);
  }

  static Workload of(String shape, TensorForm first, ShapeRatios ratios, int steps) {
    if (ForwardShape.describes(shape)) {
      if (first != null) {
        throw LstmcException.usage(
            "shape '%s' has images for input: a tensor network takes the place of a recurrent"
                + " layer's matrix",
            shape);
      }
      requireSteps(steps);
      return ForwardShape.of(shape, ratios, steps);
    }
    if (!ratios.imageBlocks().isEmpty()) {
      throw LstmcException.usage(
          "shape '%s' has recurrent layers: their block sizes are --block-wx, --block-wh and"
              + " --block-projection; --block-size is for a shape over images",
          shape);
    }
    Matcher m = SHAPE.matcher(shape.replace(" ", ""));
    if (!m.matches()) {
      throw LstmcException.usage(
          "shape '%s' is not understood. Allowed: lstm:INPUT,HIDDEN[xLAYERS][,pPROJECTION][,peep],"
              + " gru:INPUT,HIDDEN[xLAYERS], gru-reset-before:INPUT,HIDDEN[xLAYERS],"
              + " ROWSxCOLUMNSxCHANNELS:NETWORK, for example lstm:153,1024,p512,peep or"
              + " 28x28x1:32C5-MP2-64C5-MP2-512-10",
          shape);
    }
    CellType cell = cell(m.group(1));
    int input = positive(m.group(2), shape);
    int hidden = positive(m.group(3), shape);
    int count = m.group(4) == null ? 1 : positive(m.group(4), shape);
    int projection = m.group(5) == null ? 0 : positive(m.group(5), shape);
    boolean peepholes = m.group(6) != null;
    List<LayerSpec> specs = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      specs.add(new LayerSpec(cell, input, hidden, projection, peepholes, l == 0 ? first : null));
      input = specs.get(l).outputSize();
    }
    return of(shape, specs, ratios, steps);
  }

  static Workload of(String name, List<LayerSpec> specs, ShapeRatios ratios, int steps) {
    requireSteps(steps);
    List<LayerWorkload> layers = new ArrayList<>();
    for (int l = 0; l < specs.size(); l++) {
      layers.add(layer(l, specs.get(l), ratios));
    }
    ActivationSpec table =
        new ActivationSpec(ActivationSpec.Kind.TABLE, TABLE_ENTRIES, TABLE_RANGE);
    return new Workload(name, layers, table, table, steps, assumptions(ratios));
  }

  private static void requireSteps(int steps) {
    if (steps < 1) {
      throw LstmcException.usage("steps %d: at least 1", steps);
    }
  }

  private static CellType cell(String label) {
    return Arrays.stream(CellType.values())
        .filter(c -> c.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> assumptions(ShapeRatios r) {
    List<String> all = new ArrayList<>();
    if (r.anyBlock()) {
      all.add(
          "Made from a shape: block-circulant matrices of the given block sizes, the last blocks"
              + " filled up.");
    }
    if (r.levels() != null) {
      all.add(
          "Made from a shape: blocks in blocks at random places, so that a matrix whose last blocks"
              + " stand over its edge keeps the average share of its weights.");
    } else if (!r.anyBlock() || r.wx() + r.wh() + r.projection() > 0) {
      all.add("Made from a shape: every row of a matrix keeps cols - round(ratio*cols) weights.");
      all.add(
          "Index bits assume kept columns at random places: as many bits as the largest of all"
              + " gaps is expected to need, so that no padding entries are stored.");
    }
    all.add("Accumulators as wide as product plus carry bits; activation tables of 1024 entries.");
    return all;
  }

  private static LayerWorkload layer(int l, LayerSpec s, ShapeRatios r) {
    boolean projected = s.projectionSize() > 0;
    int gates = s.cell().gates();
    int carry = 32 - Integer.numberOfLeadingZeros(s.inputSize() + s.outputSize());
    TensorForm form = s.factored();
    return new LayerWorkload(
        s,
        form != null
            ? null
            : matrix(TensorNames.wx(l), s.gateRows(), s.inputSize(), gates, r.wx(), r.blockWx(), r),
        form != null && form.joined()
            ? null
            : matrix(
                TensorNames.wh(l), s.gateRows(), s.outputSize(), gates, r.wh(), r.blockWh(), r),
        projected
            ? matrix(
                TensorNames.projection(l),
                s.projectionSize(),
                s.hiddenSize(),
                1,
                r.projection(),
                r.blockProjection(),
                r)
            : null,
        r.activationBits(),
        r.activationBits(),
        s.cell().isGru() ? 0 : r.activationBits(),
        projected ? r.activationBits() : 0,
        r.weightBits(),
        r.weightBits() + r.activationBits() + carry,
        r.activationBits(),
        form == null ? null : tensor(form, r));
  }

  /** Sums as wide as the longest of them needs. */
  private static TensorWorkload tensor(TensorForm form, ShapeRatios r) {
    ContractionPlan plan = ContractionPlan.of(form);
    int longest = plan.steps().stream().mapToInt(ContractionStep::contractedLength).max().orElse(1);
    return new TensorWorkload(
        plan,
        form.joined(),
        r.weightBits(),
        r.activationBits(),
        r.weightBits() + r.activationBits() + 32 - Integer.numberOfLeadingZeros(longest));
  }

  private static MatrixWorkload matrix(
      String name, int rows, int cols, int gates, double ratio, int block, ShapeRatios r) {
    if (r.levels() != null) {
      return blocks(name, rows, cols, gates, r);
    }
    int kept = cols - (int) Math.floor(ratio * cols + 0.5);
    if (kept < 1) {
      throw LstmcException.usage(
          "%s: ratio %s empties its rows of %d columns; allowed is below %.4f",
          name, ratio, cols, 1.0 - 0.5 / cols);
    }
    long all = (long) rows * kept;
    return new MatrixWorkload(
        name,
        rows,
        cols,
        all,
        kept,
        r.weightBits(),
        expectedIndexBits(rows, cols, kept),
        kept,
        block,
        null,
        kept == cols ? null : KeptPlaces.atRandom(rows, cols, kept));
  }

  private static MatrixWorkload blocks(String name, int rows, int cols, int gates, ShapeRatios r) {
    BlockGrid grid;
    try {
      grid = BlockGrid.of(rows, cols, gates, r.levels());
    } catch (LstmcException e) {
      throw LstmcException.of(e.kind(), "%s: %s", name, e.getMessage(), e);
    }
    long share = (long) r.levels().keepOuter() * r.levels().keepInner();
    long kept = ((long) rows * cols + share / 2) / share;
    int fullest = Math.min(cols, grid.kept1() * grid.kept2() * grid.block2());
    return new MatrixWorkload(
        name,
        rows,
        cols,
        kept,
        fullest,
        r.weightBits(),
        expectedIndexBits(rows, cols, fullest),
        fullest,
        0,
        grid);
  }

  /**
   * Bits for the largest gap expected among all kept weights at random places: gaps are close to
   * geometric with the density d, so the largest of n is near ln(n)/-ln(1-d).
   */
  private static int expectedIndexBits(int rows, int cols, int kept) {
    if (kept == cols) {
      return 0;
    }
    double density = (double) kept / cols;
    double largest = Math.log(Math.max(2.0, (double) rows * kept)) / -Math.log1p(-density);
    int gap = (int) Math.min(cols - kept, Math.ceil(largest));
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(gap));
  }

  private static int positive(String digits, String shape) {
    int n = Integer.parseInt(digits);
    if (n < 1) {
      throw LstmcException.usage("shape '%s': sizes start at 1", shape);
    }
    return n;
  }
}
