package org.lstmc.hwsim.bbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.parts.DeviceBudget;
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

/** A BBS machine for a workload on a device: array, schedule, memories, resources. */
final class BbsDesign {
  private final Workload workload;
  private final BbsSettings settings;
  private final Device device;
  private final int dramBits;
  private final int dramLatency;

  private BbsDesign(Workload w, BbsSettings s, Device d, double clockMhz, boolean stream) {
    this.workload = w;
    this.settings = s;
    this.device = d;
    this.dramBits = stream ? d.dramBitsPerCycle(clockMhz) : 0;
    this.dramLatency =
        stream ? (int) Math.ceil(d.value(DeviceKeys.DRAM_LATENCY_NS) * clockMhz / 1e3) : 0;
  }

  /** On chip if that fits; from DRAM where it does not and the user allows it. */
  static RowSizing.Choice choose(
      Workload w, BbsSettings s, Device d, double clockMhz, boolean stream) {
    try {
      return new BbsDesign(w, s, d, clockMhz, false).choose();
    } catch (LstmcException e) {
      boolean dram = stream && d.dramBitsPerCycle(clockMhz) > 0;
      if (!dram || e.kind() != LstmcException.Kind.UNSUPPORTED) {
        throw e;
      }
      return new BbsDesign(w, s, d, clockMhz, true).choose();
    }
  }

  private RowSizing.Choice choose() {
    int banks = settings.banks() > 0 ? settings.banks() : banks();
    return RowSizing.choose(
        workload,
        device,
        DeviceBudget.of(device, settings.dsp()),
        dramBits > 0 ? 0 : storedBits(banks),
        List.of(banks),
        settings.pes(),
        this::beats,
        this::build);
  }

  /** One multiplier a bank of the matrix that has most. */
  private int banks() {
    return matrices(workload)
        .filter(m -> m.places() != null && !m.places().drawn())
        .mapToInt(m -> BankShape.of(m, BbsSettings.SHAPE_BANKS).banks())
        .max()
        .orElse(BbsSettings.SHAPE_BANKS);
  }

  static Stream<MatrixWorkload> matrices(Workload w) {
    return w.layers().stream()
        .flatMap(l -> Stream.of(l.wx(), l.wh(), l.projection()))
        .filter(m -> m != null);
  }

  private long beats(RowArray a) {
    long beats = 0;
    for (LayerWorkload l : workload.layers()) {
      long gate = a.groups(l.spec().hiddenSize());
      beats += 4 * gate * BankShape.of(l.wx(), a.perPe()).beats(a.perPe());
      beats += 4 * gate * BankShape.of(l.wh(), a.perPe()).beats(a.perPe());
      if (l.projection() != null) {
        MatrixWorkload p = l.projection();
        beats += a.groups(p.rows()) * BankShape.of(p, a.perPe()).beats(a.perPe());
      }
    }
    return beats;
  }

  private SerialDesign build(RowArray a) {
    boolean peepholes = workload.layers().stream().anyMatch(l -> l.spec().peepholes());
    SerialConfig c =
        new SerialConfig(
            "bbs",
            String.format(
                Locale.ROOT,
                "pes=%d banks=%d lanes=%d weights=%s",
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
    SerialSchedule schedule =
        new SerialSchedule(
            c,
            workload.layers().stream()
                .map(l -> GateOrder.of(l, (o, g, m, first, rows) -> pass(a, o, g, m, first, rows)))
                .toList());
    SerialMemories m = new SerialMemories(workload);
    long stored =
        matrices(workload).mapToLong(x -> x.rows() * rowBits(x, BankShape.of(x, a.perPe()))).sum();
    int entry =
        matrices(workload)
            .mapToInt(x -> x.weightBits() + BankShape.of(x, a.perPe()).indexBits())
            .max()
            .orElse(0);
    long beats = schedule.arrayCycles();
    a.weights(m, beats, entry, stored, dramBits);
    // each element has a vector buffer of its own, a bank for each multiplier
    a.vectors(m, workload, beats, a.pes());
    m.elementwise(1, settings.lanes());
    return new SerialDesign(
        workload,
        schedule,
        m.uses(),
        SerialResources.of(
            workload, a.multipliers(), a.adderBits(workload), 1, settings.lanes(), m),
        (double) schedule.loadCycles() * dramBits);
  }

  private long storedBits(int multipliers) {
    return matrices(workload)
        .mapToLong(x -> x.rows() * rowBits(x, BankShape.of(x, multipliers)))
        .sum();
  }

  private static long rowBits(MatrixWorkload m, BankShape b) {
    return b.entries() * (m.weightBits() + b.indexBits());
  }

  private Pass pass(RowArray a, Operand operand, int gate, MatrixWorkload m, int first, int rows) {
    BankShape b = BankShape.of(m, a.perPe());
    double slots = a.multipliers();
    long groups = a.groups(rows);
    int beats = b.beats(a.perPe());
    double kept = (double) m.nonZeros() * rows / m.rows();
    double stored = (double) rows * b.entries();
    Map<String, Double> spent = new LinkedHashMap<>();
    spent.put(Pass.KEPT, kept / slots);
    spent.put("banks filled up", (stored - kept) / slots);
    spent.put("multipliers without a bank", (rows * (double) beats * a.perPe() - stored) / slots);
    spent.put(
        "last group of rows not full",
        (groups * a.pes() - rows) * (double) beats * a.perPe() / slots);
    long load = dramBits == 0 ? 0 : (rows * rowBits(m, b) + dramBits - 1) / dramBits;
    return new Pass(operand, gate, m, first, rows, groups * beats, spent, a.tail(), load);
  }
}
