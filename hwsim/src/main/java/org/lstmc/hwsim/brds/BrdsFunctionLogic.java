package org.lstmc.hwsim.brds;

import static org.lstmc.hwsim.MemoryUse.Kind.DISTRIBUTED;

import java.util.function.ToIntFunction;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MemoryBlock;

/**
 * Logic that all rows pass: partial-sum buffers, biases, {@code brds_function}, {@code brds_state}
 * and the control of {@code brds_lstm}. A product of two formats is taken to have as many fraction
 * bits more than its rounded value as the narrower factor has bits less one.
 */
final class BrdsFunctionLogic {
  private final Workload workload;
  private final BrdsSchedule schedule;
  private final BrdsMemories memories;
  private final BrdsLatency latency;
  private final boolean peepholes;
  private final int sum;
  private final int activation;
  private final int cell;
  private final int state;
  private final int hidden;
  private BrdsLogic all = BrdsLogic.NONE;

  private BrdsFunctionLogic(Workload w, BrdsSchedule s, BrdsMemories memories) {
    this.workload = w;
    this.schedule = s;
    this.memories = memories;
    this.latency = s.config().latency();
    this.peepholes = latency.peepholeAdd() > 0;
    this.sum = widest(LayerWorkload::accumulatorBits);
    this.activation = widest(LayerWorkload::activationBits);
    this.cell = widest(LayerWorkload::cellBits);
    this.state = widest(LayerWorkload::stateBits);
    this.hidden = Math.max(state, widest(LayerWorkload::hiddenBits));
  }

  static BrdsLogic of(Workload w, BrdsSchedule s, BrdsMemories memories) {
    BrdsFunctionLogic f = new BrdsFunctionLogic(w, s, memories);
    f.join();
    f.function();
    f.state();
    f.control();
    return f.all;
  }

  private int widest(ToIntFunction<LayerWorkload> of) {
    return workload.layers().stream().mapToInt(of).max().orElse(0);
  }

  private void add(BrdsLogic more) {
    all = all.plus(more);
  }

  /** Output registers of a memory's copies. */
  private void read(String memory) {
    MemoryBlock b = memories.block(memory);
    int stages = b.kind() == DISTRIBUTED ? 2 : 1;
    add(BrdsLogic.registers((long) stages * b.copies() * b.wordBits()));
  }

  /** Sums that pass their buffer or come out of it, and the join of three; per gate. */
  private void join() {
    int dropped = widest(l -> l.wh().weightBits()) - 1;
    // The registered sum keeps one bit of those that its rounding drops.
    int kept = sum - dropped + 1;
    BrdsLogic gate = BrdsLogic.tables(2L * sum).plus(new BrdsLogic(2L * sum, kept));
    gate = gate.plus(BrdsLogic.registers(activation));
    gate = gate.plus(BrdsLogic.rounding(activation, sum - dropped - activation));
    add(gate.times(BrdsConfig.GATES));
    add(BrdsLogic.counter(address(schedule.config().bufferRows())).times(2 * 3));
    read("bias memory");
    if (peepholes) {
      int p = widest(l -> l.wx().weightBits());
      // i, f and o add a product, g waits; o's sum waits for c.
      add(new BrdsLogic(3L * sum, 4L * kept));
      add(BrdsLogic.chain(latency.cell() + 2, sum));
      add(BrdsLogic.registers(2L * (p + cell)));
      add(BrdsLogic.chain(latency.gate() + latency.sigmoid(), cell));
      add(new BrdsLogic(cell + 10L, 3L * cell + 5));
      add(BrdsLogic.counter(address(schedule.rowsPerStep())).times(2));
      read("peephole memory");
    }
  }

  private void function() {
    // Five tables: an argument held within the entries, which few of its bits tell; output
    // register.
    int index = address(Math.max(workload.sigmoid().entries(), workload.tanh().entries()));
    add(new BrdsLogic(3, activation).times(5));
    read("c memory");
    int dropped = activation - 1;
    int wide = activation + Math.max(activation, cell) + 1;
    add(new BrdsLogic(wide, wide - dropped + 1L));
    add(BrdsLogic.rounding(cell, 2));
    add(BrdsLogic.registers(cell));
    add(BrdsLogic.rounding(hidden, 2 * activation - dropped - hidden));
    add(BrdsLogic.registers(hidden));
    add(BrdsLogic.chain(latency.cell() - latency.gate() - latency.sigmoid() + 2, activation));
    add(BrdsLogic.registers(latency.output()));
    int rows = address(schedule.rowsPerStep());
    add(BrdsLogic.chain(latency.gate(), rows).plus(BrdsLogic.chain(latency.cell(), rows)));
    // Constants of more than one layer are chosen from where they are used.
    int layers = workload.layers().size();
    long chosen = (layers - 1L) * (4L * 2 * sum + 5L * index + 2L * wide + cell + hidden);
    add(BrdsLogic.tables(chosen / 2));
  }

  private void state() {
    add(BrdsLogic.counter(16).times(2));
    int groups = 0;
    for (BrdsSchedule.Layer l : schedule.layers()) {
      groups += l.groups();
    }
    if (groups > 0) {
      int above = widest(l -> l.projection() == null ? 0 : l.projection().weightBits());
      add(BrdsLogic.rounding(state, above).times(BrdsConfig.GATES));
      add(BrdsLogic.registers((long) BrdsConfig.GATES * state + 4));
      add(BrdsLogic.tables((long) BrdsConfig.GATES * state));
      add(BrdsLogic.tables((long) schedule.config().stateWords() * state));
      add(BrdsLogic.counter(16).times(3));
      add(BrdsLogic.counter(16).times(2));
      add(BrdsLogic.registers(2L * latency.sumH()));
    }
  }

  /** Walks over x and h, input stream, lead, layers passed, biases. */
  private void control() {
    long x = 0;
    long h = 0;
    long p = 0;
    for (BrdsSchedule.Layer l : schedule.layers()) {
      x += l.beatsX();
      h += l.beatsH();
      p += l.beatsProjection();
    }
    add(BrdsLogic.counter(16).times(4));
    add(new BrdsLogic(2 * 16, 2L * latency.fetch() + 4));
    add(BrdsLogic.counter(address(x)).plus(BrdsLogic.counter(address(h))));
    add(p > 0 ? BrdsLogic.counter(address(p)) : BrdsLogic.NONE);
    add(BrdsLogic.counter(16).times(1 + 2));
    add(new BrdsLogic(2 * 16 + 40, 21));
    add(BrdsLogic.counter(16));
    add(BrdsLogic.counter(address(schedule.rowsPerStep())).times(2));
    add(BrdsLogic.registers(2L * latency.sumX() + 2L * latency.sumH()));
  }

  /** Bits that tell {@code n} words apart. */
  private static int address(long n) {
    return n <= 1 ? 1 : 64 - Long.numberOfLeadingZeros(n - 1);
  }
}
