package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.TensorNames;

/**
 * Makes a workload from a shape over images such as {@code 28x28x1:32C5-MP2-64C5-MP2-512-10}: rows,
 * columns and channels of the image, and the network in the notation of {@link ForwardText}.
 */
final class ForwardShape {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})x(\\d{1,4})x(\\d{1,6}):(.+)");
  private static final int TABLE_ENTRIES = 1024;
  private static final double TABLE_RANGE = 8.0;

  private ForwardShape() {}

  /** Whether a text starts as a shape over images does. */
  static boolean describes(String shape) {
    return SHAPE.matcher(shape.replace(" ", "")).matches();
  }

  static Workload of(String shape, ShapeRatios ratios, int images) {
    Matcher m = SHAPE.matcher(shape.replace(" ", ""));
    if (!m.matches()) {
      throw new IllegalArgumentException(shape);
    }
    if (ratios.wx() + ratios.wh() + ratios.projection() > 0
        || ratios.anyBlock()
        || ratios.levels() != null) {
      throw LstmcException.usage(
          "shape '%s' has images for input: ratios, blocks of Wx, Wh or projection and blocks in"
              + " blocks belong to recurrent layers. Allowed: block sizes of its matrices"
              + " (--block-size)",
          shape);
    }
    ImageShape image =
        new ImageShape(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)));
    ForwardSpec spec = ForwardText.parse(m.group(4), image);
    List<Integer> blocks = blocks(spec, ratios.imageBlocks());
    List<Integer> matrices = spec.matrixLayers();
    int last = matrices.get(matrices.size() - 1);
    List<ForwardWorkload> layers =
        ForwardWorkloads.of(
            spec,
            ratios.activationBits(),
            l -> widths(spec, l, blocks.get(matrices.indexOf(l)), ratios, l == last));
    ActivationSpec table =
        new ActivationSpec(ActivationSpec.Kind.TABLE, TABLE_ENTRIES, TABLE_RANGE);
    return new Workload(
        shape, List.of(), layers, table, table, images, assumptions(ratios.imageBlocks()));
  }

  private static ForwardWorkloads.Widths widths(
      ForwardSpec spec, int l, int block, ShapeRatios r, boolean last) {
    int[] shape = spec.layers().get(l).matrixShape(spec.input(l));
    boolean convolution = spec.layers().get(l) instanceof ForwardLayer.Convolution;
    int channels = spec.input(l).channels();
    if (block > 0 && convolution && (channels % block != 0 || shape[0] % block != 0)) {
      throw LstmcException.usage(
          "layer %d: a convolution of %d input and %d output channels has no blocks of %d; both must"
              + " be multiples of it, or the layer dense (block size 0)",
          l, channels, shape[0], block);
    }
    MatrixWorkload matrix =
        new MatrixWorkload(
            TensorNames.forwardWeight(l),
            shape[0],
            shape[1],
            (long) shape[0] * shape[1],
            shape[1],
            r.weightBits(),
            0,
            shape[1],
            block,
            null);
    int sums = r.weightBits() + r.activationBits() + 32 - Integer.numberOfLeadingZeros(shape[1]);
    return new ForwardWorkloads.Widths(
        matrix,
        last ? sums : r.activationBits(),
        r.weightBits(),
        sums,
        block > 0 ? r.activationBits() : 0);
  }

  /** A block size for each matrix: as given, or by the rule for a single one. */
  private static List<Integer> blocks(ForwardSpec spec, List<Integer> given) {
    List<Integer> matrices = spec.matrixLayers();
    if (given.size() > 1 && given.size() != matrices.size()) {
      throw LstmcException.usage(
          "%d block sizes for %d matrices: give one for each, 0 for a dense one; or a single one for"
              + " all but the last layer and a convolution over the image",
          given.size(), matrices.size());
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      boolean preprocessing =
          matrices.get(i) == 0 && spec.layers().get(0) instanceof ForwardLayer.Convolution;
      boolean plain = given.isEmpty() || preprocessing || i == matrices.size() - 1;
      all.add(given.size() > 1 ? given.get(i) : plain ? 0 : given.get(0));
    }
    return all;
  }

  private static List<String> assumptions(List<Integer> blocks) {
    List<String> all = new ArrayList<>();
    if (blocks.size() == 1) {
      all.add(
          "Made from a shape: every matrix in blocks of "
              + blocks.get(0)
              + " but the last, which gives the logits, and that of a convolution over the image.");
    } else {
      all.add("Made from a shape: the block sizes of its matrices as given, dense where none is.");
    }
    all.add("Accumulators as wide as product plus carry bits.");
    return all;
  }
}
