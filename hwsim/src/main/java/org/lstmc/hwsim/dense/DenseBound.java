package org.lstmc.hwsim.dense;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;

/** What both dense engines share. */
final class DenseBound {
  static final String ZEROS = "zeros multiplied";

  static final List<String> ASSUMED =
      List.of(
          "A yardstick of our own, not a published machine: every weight is stored and multiplied, zero"
              + " or not.");

  private DenseBound() {}

  static Optional<String> whyNot(String machine, Workload w) {
    Optional<String> tensors = w.whyNoTensors(machine);
    if (tensors.isPresent()) {
      return tensors;
    }
    boolean lstm = w.layers().stream().allMatch(l -> l.spec().cell() == CellType.LSTM);
    return lstm
        ? Optional.empty()
        : Optional.of(machine + " runs lstm layers alone; e-rnn runs block-circulant gru layers");
  }

  static Stream<MatrixWorkload> matrices(Workload w) {
    return w.layers().stream()
        .flatMap(l -> Stream.of(l.wx(), l.wh(), l.projection()))
        .filter(m -> m != null);
  }

  static long storedBits(Workload w) {
    return matrices(w).mapToLong(m -> m.denseWeights() * m.weightBits()).sum();
  }

  static int weightBits(Workload w) {
    return matrices(w).mapToInt(MatrixWorkload::weightBits).max().orElse(0);
  }

  static long loadCycles(MatrixWorkload m, int rows, int dramBitsPerCycle) {
    long bits = (long) rows * m.cols() * m.weightBits();
    return dramBitsPerCycle == 0 ? 0 : (bits + dramBitsPerCycle - 1) / dramBitsPerCycle;
  }
}
