package org.lstmc.hwsim.ese;

import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MemoryUse.Kind;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.MemoryBlock;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.SerialConfig;
import org.lstmc.hwsim.parts.serial.SerialDepths;
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.SerialMemories;
import org.lstmc.hwsim.parts.serial.SerialResources;
import org.lstmc.hwsim.parts.serial.SerialSchedule;

/** An ESE machine for a workload on a device: schedule, memories, resources. */
final class EseDesign {
  private static final int GATES = 4;

  private final Workload workload;
  private final EseSettings settings;
  private final EsePasses passes;
  private final SerialSchedule schedule;
  private final int dramBits;

  private EseDesign(Workload w, EseSettings s, Device d, double clockMhz) {
    this.workload = w;
    this.settings = s;
    this.dramBits = d.dramBitsPerCycle(clockMhz);
    if (dramBits == 0) {
      throw LstmcException.unsupported(
          "ese fetches its weights from DRAM, %s has none; take a device with dram.bandwidthGBps",
          d.name());
    }
    this.passes = new EsePasses(s, dramBits);
    boolean peepholes = w.layers().stream().anyMatch(l -> l.spec().peepholes());
    SerialConfig c =
        new SerialConfig(
            "ese",
            String.format(
                Locale.ROOT,
                "channels=%d pes=%d queue=%d lanes=%d emptycolumn=%d unexplained=%s overheads=%s",
                s.channels(),
                s.pes(),
                s.queue(),
                s.lanes(),
                s.emptyColumn(),
                s.unexplained(),
                s.overheads() ? "simulated" : "none"),
            s.channels() * s.pes(),
            s.channels(),
            s.overheads() ? s.lanes() : Integer.MAX_VALUE / 4,
            s.xWords(),
            SerialDepths.of(w.sigmoid(), w.tanh(), peepholes),
            (int) Math.ceil(d.value(DeviceKeys.DRAM_LATENCY_NS) * clockMhz / 1e3),
            true);
    this.schedule = new SerialSchedule(c, w.layers().stream().map(passes::of).toList());
  }

  /**
   * The machine, if the device holds it.
   *
   * @throws LstmcException unsupported, with what is missing, if it does not
   */
  static SerialDesign of(Workload w, EseSettings s, Device d, double clockMhz) {
    EseDesign e = new EseDesign(w, s, d, clockMhz);
    DeviceBudget budget = DeviceBudget.of(d, 0);
    Resources r = null;
    for (Kind sums : new Kind[] {Kind.BLOCK, Kind.DISTRIBUTED}) {
      SerialMemories m = e.memories(sums);
      long adders = (long) s.channels() * s.pes() * e.accumulatorBits();
      r = SerialResources.of(w, s.channels() * s.pes(), adders, s.channels(), s.lanes(), m);
      if (budget.holds(r)) {
        double bits = (double) e.schedule.loadCycles() * e.dramBits;
        return new SerialDesign(w, e.schedule, m.uses(), r, bits);
      }
    }
    throw LstmcException.unsupported(
        "%s on ese with %d channels of %d elements does not fit %s: needed %s. Use fewer channels"
            + " (--set channels=N) or a larger device",
        w.name(), s.channels(), s.pes(), d.name(), budget.excess(r));
  }

  private int accumulatorBits() {
    return workload.layers().stream().mapToInt(LayerWorkload::accumulatorBits).max().orElse(0);
  }

  private SerialMemories memories(Kind sums) {
    SerialMemories m = new SerialMemories(workload);
    int channels = settings.channels();
    int pes = settings.pes();
    weights(m);
    int state = Math.max(m.widest(LayerWorkload::stateBits), m.widest(LayerWorkload::inputBits));
    double columns = 0;
    double slots = 0;
    int rows = 0;
    for (SerialSchedule.Layer l : schedule.layers()) {
      rows = Math.max(rows, GATES * ((l.cells() + pes - 1) / pes));
      for (Pass p : l.passes()) {
        PeLoad load = passes.load(p.matrix(), p.firstRow(), p.rows());
        columns += load.cols();
        slots += load.kept() + load.padding();
      }
    }
    m.add(
        MemoryBlock.of(
            "activation queues", Kind.DISTRIBUTED, settings.queue(), state, channels * pes),
        columns * channels * pes,
        columns * channels * pes);
    m.add(
        MemoryBlock.of("gate sums", sums, rows, accumulatorBits(), channels * pes),
        slots * channels,
        slots * channels);
    vectors(m, columns, state);
    return m.elementwise(channels, settings.lanes());
  }

  /** Two buffers that all channels read together, each as large as the largest pass. */
  private void weights(SerialMemories m) {
    int pes = settings.pes();
    int words = 0;
    int pointerWords = 0;
    int wordBits = 0;
    int pointerBits = 0;
    double reads = 0;
    double pointers = 0;
    for (SerialSchedule.Layer l : schedule.layers()) {
      for (Pass p : l.passes()) {
        PeLoad load = passes.load(p.matrix(), p.firstRow(), p.rows());
        words = Math.max(words, load.longest());
        pointerWords = Math.max(pointerWords, load.cols() + 1);
        wordBits = Math.max(wordBits, EsePasses.entryBits(p.matrix()));
        pointerBits = Math.max(pointerBits, EsePasses.pointerBits(load));
        reads += load.longest();
        pointers += load.cols() + 1;
      }
    }
    m.add(MemoryBlock.of("weight buffers", Kind.BLOCK, words, pes * wordBits, 2), reads, reads);
    m.add(
        MemoryBlock.of("pointer buffers", Kind.BLOCK, pointerWords, pes * pointerBits, 2),
        pointers,
        pointers);
  }

  private void vectors(SerialMemories m, double columns, int bits) {
    int channels = settings.channels();
    int input = workload.layers().get(0).spec().inputSize();
    int states = workload.layers().stream().mapToInt(l -> l.spec().outputSize()).sum();
    int hidden =
        workload.layers().stream()
            .filter(l -> l.projection() != null)
            .mapToInt(l -> l.spec().hiddenSize())
            .max()
            .orElse(0);
    double written = input + states + hidden;
    m.add(
        SerialMemories.block("vector memory", 2 * (input + states) + hidden, bits, channels),
        columns * channels,
        written * channels);
  }
}
