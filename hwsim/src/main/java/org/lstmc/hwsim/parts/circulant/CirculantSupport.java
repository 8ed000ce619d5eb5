package org.lstmc.hwsim.parts.circulant;

import java.util.Optional;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;

/** What every machine for block-circulant matrices asks of a workload. */
public final class CirculantSupport {
  private CirculantSupport() {}

  /** Empty if every matrix is block-circulant; else which is not and what to do. */
  public static Optional<String> missing(String machine, Workload w) {
    Optional<String> tensors = w.whyNoTensors(machine);
    if (tensors.isPresent()) {
      return tensors;
    }
    for (LayerWorkload l : w.layers()) {
      for (MatrixWorkload m : l.matrices()) {
        if (!m.isCirculant()) {
          return Optional.of(
              String.format(
                  "%s computes on spectra of block-circulant matrices and %s is %s; make it"
                      + " block-circulant (--block-wx, --block-wh, --block-projection), or take"
                      + " --accelerator brds",
                  machine, m.name(), m.isDense() ? "dense" : "sparse"));
        }
      }
    }
    return Optional.empty();
  }

  /** The largest block size of all matrices. */
  public static int largestBlock(Workload w) {
    int largest = 0;
    for (LayerWorkload l : w.layers()) {
      int projection = l.projection() == null ? 0 : l.projection().block();
      largest = Math.max(largest, Math.max(projection, gateBlock(l)));
    }
    return largest;
  }

  /** The smaller block size of a layer's Wx and Wh. */
  public static int smallGateBlock(LayerWorkload l) {
    return Math.min(l.wx().block(), l.wh().block());
  }

  /** The larger block size of a layer's Wx and Wh. */
  public static int gateBlock(LayerWorkload l) {
    return Math.max(l.wx().block(), l.wh().block());
  }
}
