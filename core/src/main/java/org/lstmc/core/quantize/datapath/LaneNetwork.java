package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.kernel.LaneFft;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/**
 * An integer network made ready for lock step: weights and biases as exact doubles, already shifted
 * left to their accumulator's fraction. Shared by all threads.
 */
final class LaneNetwork {
  private static final double SPARSE_BELOW = 0.7;

  /**
   * The sums of one set of rows: initial value, the matrices that meet a vector each (null where
   * one is block-circulant), and the block-circulant products.
   */
  record Sum(
      double[] bias,
      List<LaneMatrix> matrices,
      List<LaneBlocks> blocks,
      FixedFormat format,
      boolean canWrap) {}

  /**
   * One layer.
   *
   * @param gates the gate sums: Wx and Wh, of a GRU only the rows r and z of Wh
   * @param candidate block-circulant products of a GRU's rows n that join the gate sum
   * @param recurrent a GRU's Un: with its own bias, or to be added to the gate sum
   * @param projection null without
   */
  record Layer(
      FixedLayer fixed, Sum gates, List<LaneBlocks> candidate, Sum recurrent, Sum projection) {}

  /** A matrix that meets a vector. */
  private record Part(FixedMatrix matrix, int shift, FixedFormat vector) {}

  private final IntegerNetwork net;
  private final List<Layer> layers = new ArrayList<>();
  private final Sum output;
  private boolean exact = true;

  LaneNetwork(IntegerNetwork net) {
    this.net = net;
    int n = net.network().layers().size();
    for (int l = 0; l < n; l++) {
      FixedLayer f = net.layerAt(l);
      noteTransforms(f);
      layers.add(f.plan().reset() == null ? lstm(f) : gru(f));
    }
    output =
        net.outputPlan() == null
            ? null
            : sum(
                net.network().classes(),
                null,
                net.tensor(TensorNames.OUTPUT_BIAS),
                net.outputPlan().shifts().get(1),
                List.of(
                    new Part(
                        net.tensor(TensorNames.OUTPUT_WEIGHT),
                        net.outputPlan().shifts().get(0),
                        net.quantization().formats().get(SignalNames.state(n - 1)))),
                net.logitFormat(),
                0);
  }

  private Layer lstm(FixedLayer f) {
    LayerPlan p = f.plan();
    double peepholes =
        f.peephole() == null ? 0 : product(f.peephole().format(), p.cell(), p.shiftPeephole());
    peepholes += chain(f);
    Sum gates =
        sum(
            4 * p.spec().hiddenSize(),
            f.sums().gates(),
            f.bias(),
            p.shiftBias(),
            List.of(
                new Part(f.wx(), p.shiftX(), p.input()), new Part(f.wh(), p.shiftH(), p.state())),
            p.accumulator(),
            peepholes);
    Sum projection =
        f.sums().projection() == null
            ? null
            : sum(
                p.spec().projectionSize(),
                f.sums().projection(),
                null,
                0,
                List.of(new Part(f.projection(), 0, p.hidden())),
                p.projectionAccumulator(),
                0);
    return new Layer(f, gates, List.of(), null, projection);
  }

  private Layer gru(FixedLayer f) {
    LayerPlan p = f.plan();
    ResetPlan reset = p.reset();
    int h = p.spec().hiddenSize();
    FixedMatrix un = f.wh() == null ? null : f.wh().part(2 * h, 3 * h);
    boolean resetsBefore = reset.resetState() != null;
    Part recurrentPart =
        new Part(un, reset.shiftRecurrent(), resetsBefore ? reset.resetState() : p.state());
    Sum recurrent =
        resetsBefore
            ? sum(h, null, null, 0, List.of(recurrentPart), p.accumulator(), 0)
            : sum(
                h,
                f.sums().recurrent(),
                f.recurrentBias(),
                reset.shiftRecurrentBias(),
                List.of(recurrentPart),
                reset.recurrentAccumulator(),
                0);
    double more =
        resetsBefore
            ? greatest(recurrentPart)
            : product(p.activation(), reset.recurrent(), reset.shiftReset());
    more += chain(f);
    List<LaneBlocks> candidate = blocks(f.sums().candidate());
    for (LaneBlocks b : candidate) {
      more += b.magnitude();
    }
    Sum gates =
        sum(
            3 * h,
            f.sums().gates(),
            f.bias(),
            p.shiftBias(),
            List.of(
                new Part(f.wx(), p.shiftX(), p.input()),
                new Part(f.wh() == null ? null : f.wh().part(0, 2 * h), p.shiftH(), p.state())),
            p.accumulator(),
            more);
    return new Layer(f, gates, candidate, recurrent, null);
  }

  IntegerNetwork net() {
    return net;
  }

  List<Layer> layers() {
    return layers;
  }

  /** The dense output's; null without one. */
  Sum output() {
    return output;
  }

  /** Whether no sum can leave the integers that a double holds exactly. */
  boolean isExact() {
    return exact;
  }

  /**
   * The greatest magnitude of what a layer's contraction chain adds; whether the chain is exact is
   * noted.
   */
  private double chain(FixedLayer f) {
    FixedChain chain = f.sums().chain();
    if (chain == null) {
      return 0;
    }
    exact &= LaneChain.isExact(chain, f.plan());
    return Math.scalb(1.0, chain.words().width() - 1 + f.plan().shiftX());
  }

  /** The greatest magnitude of a product of two signals, shifted. */
  private static double product(FixedFormat a, FixedFormat b, int shift) {
    return Math.scalb(1.0, a.width() + b.width() - 2 + shift);
  }

  /** The greatest magnitude of any row's product. */
  private static double greatest(Part part) {
    if (part.matrix() == null) {
      return 0;
    }
    LaneMatrix m = scaled(part.matrix(), part.shift());
    double greatest = 0;
    for (int r = 0; r < part.matrix().rows(); r++) {
      greatest = Math.max(greatest, magnitude(m, r, part));
    }
    return greatest;
  }

  private static double magnitude(LaneMatrix m, int row, Part part) {
    return m != null && row < part.matrix().rows()
        ? m.magnitude(row) * Math.scalb(1.0, part.vector().width() - 1)
        : 0;
  }

  /**
   * Makes a sum ready.
   *
   * @param rows how many rows the sum has
   * @param products where its block-circulant products are; null without
   * @param parts the matrices, null where one is block-circulant; they may end earlier than the sum
   * @param more the greatest that is added beside bias and parts
   */
  private Sum sum(
      int rows,
      RowSum products,
      FixedMatrix bias,
      int biasShift,
      List<Part> parts,
      FixedFormat format,
      double more) {
    List<LaneMatrix> scaled =
        parts.stream()
            .map(part -> part.matrix() == null ? null : scaled(part.matrix(), part.shift()))
            .toList();
    List<LaneBlocks> blocks = blocks(products);
    double circulant = more;
    for (LaneBlocks b : blocks) {
      circulant += b.magnitude();
    }
    double[] start = new double[LaneMatrix.padded(rows)];
    double greatest = 0;
    for (int r = 0; r < rows; r++) {
      start[r] = bias == null ? 0 : Math.scalb((double) bias.raw(r), biasShift);
      double magnitude = Math.abs(start[r]) + circulant;
      for (int i = 0; i < scaled.size(); i++) {
        magnitude += magnitude(scaled.get(i), r, parts.get(i));
      }
      greatest = Math.max(greatest, magnitude);
    }
    exact &= greatest < LaneMatrix.EXACT;
    return new Sum(start, scaled, blocks, format, greatest > format.maxRaw());
  }

  /** The block-circulant products of a row sum, ready; whether they are exact is noted. */
  private List<LaneBlocks> blocks(RowSum rows) {
    List<LaneBlocks> all = new ArrayList<>();
    if (rows == null) {
      return all;
    }
    for (RowSum.Part part : rows.parts()) {
      if (part instanceof RowSum.Blocks b) {
        LaneBlocks ready = new LaneBlocks(rows, b);
        exact &= ready.isExact();
        all.add(ready);
      }
    }
    return all;
  }

  /** Notes whether the transforms of a layer's vectors are exact. */
  private void noteTransforms(FixedLayer f) {
    LayerPlan p = f.plan();
    LayerSums sums = f.sums();
    note(sums.inputTerm(), p.input());
    note(sums.stateTerm(), p.state());
    note(sums.hiddenTerm(), p.hidden());
    if (p.reset() != null && p.reset().resetState() != null) {
      note(sums.stateTerm(), p.reset().resetState());
    }
  }

  private void note(CirculantTerm term, FixedFormat vector) {
    if (term != null) {
      exact &= LaneFft.isExact(term.forward(), vector.width(), vector.fractionBits());
    }
  }

  private static LaneMatrix scaled(FixedMatrix m, int shift) {
    if (m.isDense() || m.count() > SPARSE_BELOW * m.rows() * m.cols()) {
      double[] values = new double[m.rows() * m.cols()];
      for (int r = 0; r < m.rows(); r++) {
        for (int p = m.rowStart(r); p < m.rowStart(r + 1); p++) {
          values[r * m.cols() + m.column(p)] = Math.scalb((double) m.raw(p), shift);
        }
      }
      return LaneMatrix.dense(m.rows(), m.cols(), values);
    }
    int[] start = new int[m.rows() + 1];
    for (int r = 0; r <= m.rows(); r++) {
      start[r] = m.rowStart(r);
    }
    int[] columns = new int[m.count()];
    double[] values = new double[m.count()];
    for (int p = 0; p < values.length; p++) {
      columns[p] = m.column(p);
      values[p] = Math.scalb((double) m.raw(p), shift);
    }
    return LaneMatrix.sparse(m.rows(), m.cols(), start, columns, values);
  }
}
