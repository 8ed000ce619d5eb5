package org.lstmc.hwsim.dense;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.MemoryUse.Kind;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.MemoryBlock;
import org.lstmc.hwsim.parts.serial.GateOrder;
import org.lstmc.hwsim.parts.serial.Pass;
import org.lstmc.hwsim.parts.serial.Pass.Operand;
import org.lstmc.hwsim.parts.serial.SerialConfig;
import org.lstmc.hwsim.parts.serial.SerialDepths;
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.SerialMemories;
import org.lstmc.hwsim.parts.serial.SerialResources;
import org.lstmc.hwsim.parts.serial.SerialSchedule;

/**
 * An output-stationary systolic array: weights of a row come in from the left, the vector of a
 * sequence from above, each a cycle later in the next row or column; a cell of the array keeps one
 * sum. A fold of rows and sequences takes {@code 2R + C + K - 2} cycles for K columns of the
 * matrix: K products, R + C - 2 of skew, R to shift the sums out (SCALE-Sim, Samajdar et al.,
 * ISPASS 2020).
 */
final class SystolicDesign {
  private static final int FIFO = 512;
  private static final double BITS_PER_BRAM36 = 36 * 1024;

  private final Workload workload;
  private final SystolicSettings settings;
  private final int rows;
  private final int cols;
  private final int streams;
  private final int dramBits;
  private final int dramLatency;

  private SystolicDesign(
      Workload w, SystolicSettings s, int rows, int cols, Device d, double clockMhz, boolean dram) {
    this.workload = w;
    this.settings = s;
    this.rows = rows;
    this.cols = cols;
    this.streams = s.streams() > 0 ? s.streams() : cols;
    this.dramBits = dram ? d.dramBitsPerCycle(clockMhz) : 0;
    this.dramLatency =
        dram ? (int) Math.ceil(d.value(DeviceKeys.DRAM_LATENCY_NS) * clockMhz / 1e3) : 0;
  }

  /** The array asked for, or the largest square one that fits; from DRAM only if it must. */
  static SerialDesign choose(
      Workload w, SystolicSettings s, Device d, double clockMhz, boolean stream) {
    DeviceBudget budget = DeviceBudget.of(d, s.dsp());
    boolean dram = stream && d.dramBitsPerCycle(clockMhz) > 0;
    int most = (int) Math.sqrt((double) budget.dsp() / SerialResources.dspPerMultiplier(w));
    SerialDesign last = null;
    boolean hopeless = DenseBound.storedBits(w) > budget.bram36() * BITS_PER_BRAM36;
    for (int fromDram = dram && hopeless ? 1 : 0; fromDram <= (dram ? 1 : 0); fromDram++) {
      for (int side = s.rows() > 0 ? 1 : Math.max(1, most); side >= 1; side--) {
        int r = s.rows() > 0 ? s.rows() : side;
        int c = s.rows() > 0 ? s.cols() : side;
        last = new SystolicDesign(w, s, r, c, d, clockMhz, fromDram == 1).build();
        if (budget.holds(last.resources())) {
          return last;
        }
      }
    }
    throw LstmcException.unsupported(
        "%s on systolic does not fit %s: even %s needs %s. Use a larger device, fewer weight bits, or"
            + " stream the weights from DRAM (--stream)",
        w.name(), d.name(), last.schedule().config().built(), budget.excess(last.resources()));
  }

  private SerialDesign build() {
    boolean peepholes = workload.layers().stream().anyMatch(l -> l.spec().peepholes());
    SerialConfig c =
        new SerialConfig(
            "systolic",
            String.format(
                Locale.ROOT,
                "rows=%d cols=%d streams=%d lanes=%d weights=%s",
                rows,
                cols,
                streams,
                settings.lanes(),
                dramBits > 0 ? "dram" : "chip"),
            rows * cols,
            streams,
            settings.lanes(),
            settings.xWords(),
            SerialDepths.of(workload.sigmoid(), workload.tanh(), peepholes),
            dramLatency,
            false);
    List<SerialSchedule.Layer> layers =
        workload.layers().stream().map(l -> GateOrder.of(l, this::pass)).toList();
    SerialSchedule schedule = new SerialSchedule(c, layers);
    SerialMemories m = memories(schedule);
    int sum = m.widest(LayerWorkload::accumulatorBits);
    long adders = (long) rows * cols * sum;
    return new SerialDesign(
        workload,
        schedule,
        m.uses(),
        SerialResources.of(workload, rows * cols, adders, streams, settings.lanes(), m),
        (double) schedule.loadCycles() * dramBits);
  }

  private Pass pass(Operand operand, int gate, MatrixWorkload m, int first, int count) {
    long rowFolds = (count + rows - 1L) / rows;
    long folds = rowFolds * ((streams + cols - 1L) / cols);
    double slots = (double) rows * cols;
    double all = (double) count * m.cols() * streams;
    double kept = (double) m.nonZeros() * count / m.rows() * streams;
    Map<String, Double> spent = new LinkedHashMap<>();
    spent.put(Pass.KEPT, kept / slots);
    spent.put(DenseBound.ZEROS, (all - kept) / slots);
    spent.put("rows and columns without work", folds * (double) m.cols() - all / slots);
    spent.put("skew of operands", (double) folds * (rows + cols - 2));
    spent.put("sums shifted out", (double) folds * rows);
    return new Pass(
        operand,
        gate,
        m,
        first,
        count,
        folds * (2L * rows + cols + m.cols() - 2),
        spent,
        SerialDepths.WRITE,
        DenseBound.loadCycles(m, count, dramBits));
  }

  /** Each row of the array has a weight memory, each column the vectors of its sequences. */
  private SerialMemories memories(SerialSchedule schedule) {
    SerialMemories m = new SerialMemories(workload);
    long depth = 0;
    double products = 0;
    for (SerialSchedule.Layer l : schedule.layers()) {
      for (Pass p : l.passes()) {
        long groups = (p.rows() + rows - 1L) / rows;
        depth += groups * p.matrix().cols();
        products += (double) groups * p.matrix().cols();
      }
    }
    int bits = DenseBound.weightBits(workload);
    double sequenceFolds = (streams + cols - 1) / cols;
    if (dramBits > 0) {
      double words = schedule.loadCycles();
      m.add(MemoryBlock.of("weight FIFO", Kind.STREAM_FIFO, FIFO, dramBits, 1), words, words);
    } else {
      m.add(
          new MemoryBlock(
              "weight memory",
              Kind.BLOCK,
              Math.toIntExact(depth),
              bits,
              rows,
              DenseBound.storedBits(workload)),
          products * rows * sequenceFolds,
          0);
    }
    int vector = 2 * workload.layers().get(0).spec().inputSize();
    double written = vector / 2.0;
    int hidden = 0;
    for (LayerWorkload l : workload.layers()) {
      vector += 2 * l.spec().outputSize();
      written += l.spec().outputSize();
      hidden = Math.max(hidden, l.projection() == null ? 0 : l.spec().hiddenSize());
    }
    int word = Math.max(m.widest(LayerWorkload::stateBits), m.widest(LayerWorkload::inputBits));
    m.add(
        SerialMemories.block("vector memory", vector + hidden, word, streams),
        products * streams,
        (written + hidden) * streams);
    int cells = workload.layers().stream().mapToInt(l -> l.spec().hiddenSize()).max().orElse(0);
    double sums = 8.0 * m.cells() * streams;
    m.add(
        SerialMemories.block(
            "gate sums", 4 * cells, m.widest(LayerWorkload::accumulatorBits), streams),
        sums,
        sums);
    return m.elementwise(streams, settings.lanes());
  }
}
