package org.lstmc.hwsim.dense;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.MacArray;
import org.lstmc.hwsim.parts.serial.GateOrder;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.Pass.Operand;
import org.lstmc.hwsim.parts.serial.RowArray;
import org.lstmc.hwsim.parts.serial.RowSizing;
import org.lstmc.hwsim.parts.serial.SerialConfig;
import org.lstmc.hwsim.parts.serial.SerialDepths;
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.SerialMemories;
import org.lstmc.hwsim.parts.serial.SerialResources;
import org.lstmc.hwsim.parts.serial.SerialSchedule;

/** A matrix-vector engine for a workload on a device. */
final class DenseDesign {
  private static final int WIDEST_LOG = 10;

  private final Workload workload;
  private final DenseSettings settings;
  private final Device device;
  private final int dramBits;
  private final int dramLatency;

  private DenseDesign(Workload w, DenseSettings s, Device d, double clockMhz, boolean stream) {
    this.workload = w;
    this.settings = s;
    this.device = d;
    this.dramBits = stream ? d.dramBitsPerCycle(clockMhz) : 0;
    this.dramLatency =
        stream ? (int) Math.ceil(d.value(DeviceKeys.DRAM_LATENCY_NS) * clockMhz / 1e3) : 0;
  }

  /** On chip if that fits; from DRAM where it does not and the user allows it. */
  static RowSizing.Choice choose(
      Workload w, DenseSettings s, Device d, double clockMhz, boolean stream) {
    try {
      return new DenseDesign(w, s, d, clockMhz, false).choose();
    } catch (LstmcException e) {
      boolean dram = stream && d.dramBitsPerCycle(clockMhz) > 0;
      if (!dram || e.kind() != LstmcException.Kind.UNSUPPORTED) {
        throw e;
      }
      return new DenseDesign(w, s, d, clockMhz, true).choose();
    }
  }

  private RowSizing.Choice choose() {
    List<Integer> widths =
        settings.width() > 0
            ? List.of(settings.width())
            : IntStream.rangeClosed(0, WIDEST_LOG).mapToObj(i -> 1 << i).toList();
    return RowSizing.choose(
        workload,
        device,
        DeviceBudget.of(device, settings.dsp()),
        dramBits > 0 ? 0 : DenseBound.storedBits(workload),
        widths,
        settings.pes(),
        this::beats,
        this::build);
  }

  /** Beats of a step; from DRAM no array is faster than the weights come. */
  private long beats(RowArray a) {
    long beats = 0;
    for (LayerWorkload l : workload.layers()) {
      int cells = l.spec().hiddenSize();
      beats += 4 * beats(a, l.wx(), cells) + 4 * beats(a, l.wh(), cells);
      beats += l.projection() == null ? 0 : beats(a, l.projection(), l.projection().rows());
    }
    return beats;
  }

  private long beats(RowArray a, MatrixWorkload m, int rows) {
    long compute = a.groups(rows) * MacArray.beats(m.cols(), a.perPe());
    return Math.max(compute, DenseBound.loadCycles(m, rows, dramBits));
  }

  private SerialDesign build(RowArray a) {
    boolean peepholes = workload.layers().stream().anyMatch(l -> l.spec().peepholes());
    SerialConfig c =
        new SerialConfig(
            "dense",
            String.format(
                Locale.ROOT,
                "pes=%d width=%d lanes=%d weights=%s",
                a.pes(),
                a.perPe(),
                settings.lanes(),
                dramBits > 0 ? "dram" : "chip"),
            a.multipliers(),
            1,
            settings.lanes(),
            settings.xWords(),
            SerialDepths.of(workload.sigmoid(), workload.tanh(), peepholes),
            dramLatency,
            false);
    List<SerialSchedule.Layer> layers =
        workload.layers().stream()
            .map(l -> GateOrder.of(l, (o, g, m, first, rows) -> pass(a, o, g, m, first, rows)))
            .toList();
    SerialSchedule schedule = new SerialSchedule(c, layers);
    SerialMemories m = new SerialMemories(workload);
    long beats = schedule.arrayCycles();
    int bits = DenseBound.weightBits(workload);
    a.weights(m, beats, bits, DenseBound.storedBits(workload), dramBits);
    a.vectors(m, workload, beats, 1);
    m.elementwise(1, settings.lanes());
    return new SerialDesign(
        workload,
        schedule,
        m.uses(),
        SerialResources.of(
            workload, a.multipliers(), a.adderBits(workload), 1, settings.lanes(), m),
        (double) schedule.loadCycles() * dramBits);
  }

  private Pass pass(RowArray a, Operand operand, int gate, MatrixWorkload m, int first, int rows) {
    double slots = a.multipliers();
    long groups = a.groups(rows);
    int beats = MacArray.beats(m.cols(), a.perPe());
    double kept = (double) m.nonZeros() * rows / m.rows();
    double all = (double) rows * m.cols();
    double issued = rows * (double) beats * a.perPe();
    Map<String, Double> spent = new LinkedHashMap<>();
    spent.put(Pass.KEPT, kept / slots);
    spent.put(DenseBound.ZEROS, (all - kept) / slots);
    spent.put("last beat of a row not full", (issued - all) / slots);
    spent.put("last group of rows not full", groups * (double) beats - issued / slots);
    return new Pass(
        operand,
        gate,
        m,
        first,
        rows,
        groups * beats,
        spent,
        a.tail(),
        DenseBound.loadCycles(m, rows, dramBits));
  }
}
