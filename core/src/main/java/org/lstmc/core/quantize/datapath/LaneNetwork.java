package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneMatrix;

/**
 * An integer network made ready for lock step: weights and biases as exact doubles, already shifted
 * left to their accumulator's fraction. Shared by all threads.
 */
final class LaneNetwork {
  private static final double SPARSE_BELOW = 0.7;

  /** The sums of one set of rows: initial value, and the matrices that meet a vector each. */
  record Sum(double[] bias, List<LaneMatrix> matrices, FixedFormat format, boolean canWrap) {}

  /** One layer: gate sums (Wx, Wh) and the projection's, null without. */
  record Layer(FixedLayer fixed, Sum gates, Sum projection) {}

  private final IntegerNetwork net;
  private final List<Layer> layers = new ArrayList<>();
  private final Sum output;
  private boolean exact = true;

  LaneNetwork(IntegerNetwork net) {
    this.net = net;
    int n = net.network().layers().size();
    for (int l = 0; l < n; l++) {
      FixedLayer f = net.layerAt(l);
      LayerPlan p = f.plan();
      LayerSpec spec = p.spec();
      double peepholes =
          f.peephole() == null
              ? 0
              : Math.scalb(1.0, f.peephole().format().width() + p.cell().width() - 2)
                  * Math.scalb(1.0, p.shiftPeephole());
      Sum gates =
          sum(
              f.bias(),
              p.shiftBias(),
              List.of(f.wx(), f.wh()),
              List.of(p.shiftX(), p.shiftH()),
              List.of(p.input(), p.state()),
              p.accumulator(),
              peepholes);
      Sum projection =
          spec.projectionSize() == 0
              ? null
              : sum(
                  null,
                  0,
                  List.of(f.projection()),
                  List.of(0),
                  List.of(p.hidden()),
                  p.projectionAccumulator(),
                  0);
      layers.add(new Layer(f, gates, projection));
    }
    List<Integer> shifts = net.outputPlan().shifts();
    output =
        sum(
            net.tensor(TensorNames.OUTPUT_BIAS),
            shifts.get(1),
            List.of(net.tensor(TensorNames.OUTPUT_WEIGHT)),
            List.of(shifts.get(0)),
            List.of(net.quantization().formats().get(SignalNames.state(n - 1))),
            net.logitFormat(),
            0);
  }

  IntegerNetwork net() {
    return net;
  }

  List<Layer> layers() {
    return layers;
  }

  Sum output() {
    return output;
  }

  /** Whether no sum can leave the integers that a double holds exactly. */
  boolean isExact() {
    return exact;
  }

  private Sum sum(
      FixedMatrix bias,
      int biasShift,
      List<FixedMatrix> matrices,
      List<Integer> shifts,
      List<FixedFormat> vectors,
      FixedFormat format,
      double more) {
    List<LaneMatrix> scaled = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      scaled.add(scaled(matrices.get(i), shifts.get(i)));
    }
    double[] start = new double[scaled.get(0).rows()];
    double greatest = 0;
    for (int r = 0; r < matrices.get(0).rows(); r++) {
      start[r] = bias == null ? 0 : Math.scalb((double) bias.raw(r), biasShift);
      double magnitude = Math.abs(start[r]) + more;
      for (int i = 0; i < scaled.size(); i++) {
        magnitude += scaled.get(i).magnitude(r) * Math.scalb(1.0, vectors.get(i).width() - 1);
      }
      greatest = Math.max(greatest, magnitude);
    }
    exact &= greatest < LaneMatrix.EXACT;
    return new Sum(start, scaled, format, greatest > format.maxRaw());
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
