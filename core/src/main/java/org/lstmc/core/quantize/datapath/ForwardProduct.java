package org.lstmc.core.quantize.datapath;

import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;

/**
 * One layer of a feed-forward network that has a matrix, ready to run ({@code docs/arithmetic.md},
 * section "Feed-forward networks"). A dense layer is a convolution of one tap over one pixel.
 *
 * @param layer its number
 * @param in what it reads; of a dense layer one pixel
 * @param out what it gives
 * @param kernel side of the filter
 * @param padding rows and columns of exact zeros on every side
 * @param input format of what it reads
 * @param weights the matrix [P, kernel * kernel * C]; null where it is block-circulant
 * @param sum the block-circulant product of one pixel; null for another matrix
 * @param shiftProduct left shift of products
 * @param bias bias [P]
 * @param shiftBias left shift of the bias
 * @param accumulator format of the sums
 * @param output format of the sums rounded; null for the last layer, whose sums are the logits
 */
public record ForwardProduct(
    int layer,
    ImageShape in,
    ImageShape out,
    int kernel,
    int padding,
    FixedFormat input,
    FixedMatrix weights,
    CirculantSum sum,
    int shiftProduct,
    FixedMatrix bias,
    int shiftBias,
    FixedFormat accumulator,
    FixedFormat output) {

  /** The signal that a layer of a network reads: what the last matrix before it gave. */
  public static String reads(ForwardSpec spec, int layer) {
    int before = spec.matrixLayers().stream().filter(l -> l < layer).reduce(-1, Math::max);
    return before < 0 ? SignalNames.FORWARD_INPUT : SignalNames.forwardOutput(before);
  }

  /** Makes the layer ready. */
  static ForwardProduct of(
      int l,
      ForwardSpec spec,
      FixedTensors tensors,
      Map<String, FixedFormat> formats,
      Map<String, CirculantSum> circulants) {
    String weight = TensorNames.forwardWeight(l);
    Accumulator plan = new SumPlans(tensors, formats).forward(l, spec);
    boolean last = l == spec.layers().size() - 1;
    int kernel = 1;
    int padding = 0;
    CirculantSum sum = circulants.get(weight);
    if (spec.layers().get(l) instanceof ForwardLayer.Convolution c) {
      kernel = c.kernel();
      padding = c.padding();
      checkBlocks(weight, sum, spec.input(l).channels(), c.filters());
    }
    return new ForwardProduct(
        l,
        spec.input(l),
        spec.output(l),
        kernel,
        padding,
        LayerPlan.signal(formats, reads(spec, l)),
        tensors.get(weight),
        sum,
        plan.shifts().get(0),
        tensors.get(TensorNames.forwardBias(l)),
        plan.shifts().get(1),
        plan.check(formats.get(plan.name())),
        last ? null : LayerPlan.signal(formats, SignalNames.forwardOutput(l)));
  }

  /** Blocks of a convolution lie in one tap each, so that a pixel's spectra serve every tap. */
  private static void checkBlocks(String name, CirculantSum sum, int channels, int filters) {
    if (sum != null && (channels % sum.block() != 0 || filters % sum.block() != 0)) {
      throw LstmcException.badInput(
          "%s: blocks of %d on %d input and %d output channels; a block-circulant convolution needs"
              + " multiples of the block size in both",
          name, sum.block(), channels, filters);
    }
  }

  /** Its block-circulant matrix; null where it is another. */
  public CirculantTerm term() {
    return sum == null ? null : sum.terms().get(0);
  }

  /**
   * The element of the input that stands under column {@code column} of the matrix for an output
   * pixel; -1 in the padding.
   */
  int under(int y, int x, int column) {
    int c = column % in.channels();
    int tap = column / in.channels();
    int row = y + tap / kernel - padding;
    int col = x + tap % kernel - padding;
    boolean inside = row >= 0 && row < in.height() && col >= 0 && col < in.width();
    return inside ? in.index(row, col, c) : -1;
  }

  /** Names of the signals of the layer's sums, in the order in which they come about. */
  List<String> signals() {
    List<String> all = new java.util.ArrayList<>();
    if (sum != null) {
      all.add(SignalNames.spectrum(sum.lead()));
      all.add(SignalNames.spectralAccumulator(sum.lead()));
      all.add(SignalNames.inverse(sum.lead()));
    }
    all.add(SignalNames.forwardAccumulator(layer));
    if (output != null) {
      all.add(SignalNames.forwardOutput(layer));
    }
    return all;
  }
}
