package org.lstmc.core.quantize.datapath;

import java.util.List;
import java.util.Map;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.WordCounter;

/**
 * The row sums of a layer. Operand 0 is what Wx (or the projection) meets, operand 1 what Wh meets.
 *
 * @param gates Wx x + Wh h: all gate rows of an LSTM, rows r and z of a GRU
 * @param candidate a GRU's rows n: Wx x, and Wh times the reset state where the reset gate acts
 *     before; null for an LSTM
 * @param recurrent rows n of Wh h where the reset gate acts after; null otherwise
 * @param projection the projection's rows; null without
 * @param input format of x
 * @param hiddenFormat format of what the projection meets
 * @param inputTerm transform of x where Wx is block-circulant; null otherwise
 * @param stateTerm transform of what Wh meets where Wh is block-circulant; null otherwise
 * @param hiddenTerm transform of what the projection meets where it is block-circulant; else null
 * @param chain the tensor network in place of Wx, or of Wx and Wh; null without
 */
public record LayerSums(
    RowSum gates,
    RowSum candidate,
    RowSum recurrent,
    RowSum projection,
    FixedFormat input,
    FixedFormat hiddenFormat,
    CirculantTerm inputTerm,
    CirculantTerm stateTerm,
    CirculantTerm hiddenTerm,
    FixedChain chain) {

  /**
   * Finds how a layer's rows are summed.
   *
   * @param chain its tensor network; null without
   */
  static LayerSums of(
      LayerPlan p, FixedTensors tensors, Map<String, CirculantSum> circulants, FixedChain chain) {
    final LayerSpec spec = p.spec();
    final int h = spec.hiddenSize();
    final String projection = TensorNames.projection(p.index());
    RowSum.Entry x = new RowSum.Entry(TensorNames.wx(p.index()), 0, p.shiftX());
    RowSum.Entry state = new RowSum.Entry(TensorNames.wh(p.index()), 1, p.shiftH());
    List<RowSum.Entry> both = List.of(x, state);
    RowSum candidate = null;
    RowSum recurrent = null;
    if (spec.cell().isGru()) {
      RowSum.Entry again = new RowSum.Entry(state.matrix(), 1, p.reset().shiftRecurrent());
      boolean before = p.reset().resetState() != null;
      candidate =
          RowSum.of(2 * h, 3 * h, before ? List.of(x, again) : List.of(x), tensors, circulants);
      recurrent = before ? null : RowSum.of(2 * h, 3 * h, List.of(again), tensors, circulants);
    }
    return new LayerSums(
        RowSum.of(0, spec.cell().isGru() ? 2 * h : 4 * h, both, tensors, circulants),
        candidate,
        recurrent,
        spec.projectionSize() == 0
            ? null
            : RowSum.of(
                0,
                spec.projectionSize(),
                List.of(new RowSum.Entry(projection, 0, 0)),
                tensors,
                circulants),
        p.input(),
        p.hidden(),
        term(x.matrix(), circulants),
        term(state.matrix(), circulants),
        term(projection, circulants),
        chain);
  }

  private static CirculantTerm term(String matrix, Map<String, CirculantSum> circulants) {
    return circulants.values().stream()
        .flatMap(s -> s.terms().stream())
        .filter(t -> t.matrix().equals(matrix))
        .findFirst()
        .orElse(null);
  }

  /**
   * The layer's input, ready for Wx, or the product of a tensor network in its place.
   *
   * @param h the recurrent input, which a joined network reads too
   * @param state its format
   */
  public Operand x(long[] x, long[] h, FixedFormat state, WordCounter counter) {
    if (chain == null) {
      return operand(x, input, inputTerm, counter);
    }
    long[] vector =
        chain.layout().joined()
            ? chain.join(x, input.fractionBits(), h, state.fractionBits(), counter)
            : chain.vector(x);
    return new Operand(null, null, chain.product(vector, counter));
  }

  /** The recurrent input or a reset state, ready for Wh. */
  public Operand h(long[] h, FixedFormat format, WordCounter counter) {
    return operand(h, format, stateTerm, counter);
  }

  /** The cells' output, ready for the projection. */
  public Operand hidden(long[] hidden, WordCounter counter) {
    return operand(hidden, hiddenFormat, hiddenTerm, counter);
  }

  private static Operand operand(
      long[] vector, FixedFormat format, CirculantTerm term, WordCounter counter) {
    return term == null
        ? new Operand(vector, null, null)
        : new Operand(null, term.transform(vector, format.fractionBits(), counter), null);
  }
}
