package org.lstmc.hwsim.parts.circulant.rtl;

import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.ernn.ErnnAccelerator;
import org.lstmc.hwsim.parts.circulant.CirculantDesign;
import org.lstmc.hwsim.rtl.RtlDesign;

/** A random network, its formats, a machine and a run, to be simulated as Verilog. */
public record RtlCase(
    CellType cell,
    int layers,
    int inputs,
    int hidden,
    int projection,
    boolean peepholes,
    int block,
    int gates,
    int others,
    int lanes,
    int bits,
    int steps,
    int lines,
    Rounding rounding,
    Overflow overflow,
    double scale,
    long seed) {
  /** A case with the default modes and tables. */
  public static RtlCase of(
      CellType cell, int layers, int inputs, int hidden, int block, int gates, int lanes) {
    return new RtlCase(
        cell,
        layers,
        inputs,
        hidden,
        0,
        false,
        block,
        gates,
        1,
        lanes,
        12,
        3,
        0,
        Rounding.RND,
        Overflow.SAT,
        1.0,
        17);
  }

  /** With a projection and peepholes. */
  public RtlCase withProjection(int rows, int elements, boolean peep) {
    return new RtlCase(
        cell, layers, inputs, hidden, rows, peep, block, gates, elements, lanes, bits, steps, lines,
        rounding, overflow, scale, seed);
  }

  /** With another width, lines (0: tables), modes and scale of the features. */
  public RtlCase withNumbers(int width, int segments, Rounding r, Overflow o, double weights) {
    return new RtlCase(
        cell,
        layers,
        inputs,
        hidden,
        projection,
        peepholes,
        block,
        gates,
        others,
        lanes,
        width,
        steps,
        segments,
        r,
        o,
        weights,
        seed);
  }

  /** With another length. */
  public RtlCase withSteps(int n) {
    return new RtlCase(
        cell,
        layers,
        inputs,
        hidden,
        projection,
        peepholes,
        block,
        gates,
        others,
        lanes,
        bits,
        n,
        lines,
        rounding,
        overflow,
        scale,
        seed);
  }

  Model model() {
    Model m =
        TestModels.model(
            TestModels.network(
                cell, InputSpec.features(inputs), layers, hidden, projection, peepholes),
            1.0,
            seed);
    m = TestModels.circulant(m, block, block, block);
    QuantizeOptions o = QuantizeOptions.defaults().withWidth(bits).withModes(rounding, overflow);
    if (lines > 0) {
      ActivationSpec a = new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, lines, 8.0);
      o = o.withActivations(a, a);
    }
    return TestModels.quantized(m, o);
  }

  /** Features times scale: more than 1 leaves the formats that calibration chose. */
  Sequence sequence() {
    Sequence s = TestModels.sequence(model().network(), steps, seed + 1);
    float[] x = s.features().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] *= (float) scale;
    }
    return new Sequence(null, x, s.length(), s.targets());
  }

  CirculantDesign machine() {
    boolean two = projection > 0 || cell == CellType.GRU_RESET_BEFORE;
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("v", lanes)
            .with("pe", two ? gates + others : gates)
            .with("gates", gates)
            .with("streams", 1);
    return new ErnnAccelerator().design(Workload.of(model(), steps), o);
  }

  /** The exported design. */
  public RtlDesign design(String name) {
    return CirculantRtl.of(name, model(), machine(), sequence());
  }
}
