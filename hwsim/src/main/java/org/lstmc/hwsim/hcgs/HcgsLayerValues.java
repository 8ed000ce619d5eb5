package org.lstmc.hwsim.hcgs;

import java.util.Arrays;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.hwsim.parts.TimedVector;

/** The values of one layer: its memories, the segment in the selector, and the gate sums. */
final class HcgsLayerValues {
  private final FixedLayer layer;
  private final LayerPlan plan;
  private final QuantizationSpec rules;
  private final HcgsSettings s;
  private final HcgsLayer shape;
  private final BlockMemory wx;
  private final BlockMemory wh;
  private final TimedVector x;
  private final TimedVector cell;
  final TimedVector state;
  private final long[][] sums;

  HcgsLayerValues(
      FixedLayer layer, QuantizationSpec rules, HcgsLayer shape, HcgsSettings s, TimedVector x) {
    this.layer = layer;
    this.plan = layer.plan();
    this.rules = rules;
    this.s = s;
    this.shape = shape;
    this.wx = BlockMemory.of(layer.wx(), shape.x(), shape.work().wx().grid() == null);
    this.wh = BlockMemory.of(layer.wh(), shape.h(), shape.work().wh().grid() == null);
    this.x = x;
    this.cell = new TimedVector("c memory", 1, shape.cells());
    this.state = new TimedVector("h memory", 2, shape.cells());
    this.sums = new long[HcgsLayer.GATES][shape.block1()];
  }

  /** A block: its segment into the selector, then its weights times what the indices select. */
  void block(int step, int group, int gate, int index, long refill) {
    boolean ofX = index < shape.x().kept1();
    BlockMemory w = ofX ? wx : wh;
    int k = ofX ? index : index - shape.x().kept1();
    int blockRow = gate * shape.groups() + group;
    int firstWord = w.column(blockRow, k) * shape.block1();
    long[] segment =
        ofX
            ? segment(x, plan.spec().inputSize(), step, firstWord, refill)
            : segment(state, shape.cells(), step - 1, firstWord, refill);
    int shift = ofX ? plan.shiftX() : plan.shiftH();
    int side = w.grid().block2();
    for (int c = 0; c < w.grid().innerSide(); c++) {
      for (int d = 0; d < w.grid().kept2(); d++) {
        int from = w.innerColumn(blockRow, k, c, d) * side;
        for (int row = 0; row < side; row++) {
          long sum = 0;
          for (int col = 0; col < side; col++) {
            sum += w.weight(blockRow, k, c, d, row, col) * segment[from + col];
          }
          int at = c * side + row;
          sums[gate][at] =
              FixedArithmetic.wrap(sums[gate][at] + (sum << shift), plan.accumulator().width());
        }
      }
    }
  }

  /**
   * Words of a vector, {@link HcgsSettings#refillWords()} a cycle; beyond its end there are zeros.
   */
  private long[] segment(TimedVector from, int size, int version, int first, long cycle) {
    long[] words = new long[shape.block1()];
    for (int i = 0; i < words.length && first + i < size; i++) {
      long at = s.ideal() ? cycle : cycle + i / s.refillWords();
      words[i] = from.read(version, first + i, at);
    }
    return words;
  }

  /** The cells of a group, lane by lane; their sums are zero again afterwards. */
  void cells(int step, int group, long start, long readable) {
    for (int j = 0; j < shape.cells(group); j++) {
      long cycle = s.ideal() ? start : start + (long) j / s.cellLanes() * s.cellCycles();
      int row = group * shape.block1() + j;
      long before = cell.read(0, row, cycle);
      long i = squash(0, row, j, layer.sigmoid());
      long f = squash(1, row, j, layer.sigmoid());
      long g = squash(2, row, j, layer.tanh());
      long o = squash(3, row, j, layer.sigmoid());
      long sum = ((f * before) << plan.shiftForget()) + ((i * g) << plan.shiftInput());
      long c = round(sum, plan.cellFraction(), plan.cell());
      cell.write(0, row, c, cycle + 1, cycle + s.cellDepth());
      long h = round(o * layer.cellTanh().apply(c), plan.hiddenFraction(), plan.hidden());
      state.write(step, row, h, Math.max(cycle + 1, readable - 1), readable);
    }
    for (long[] gate : sums) {
      Arrays.fill(gate, 0);
    }
  }

  long[] cells() {
    return cell.contents(0);
  }

  private long squash(int gate, int row, int place, ActivationTable function) {
    long bias = (long) layer.bias().raw(gate * shape.cells() + row) << plan.shiftBias();
    FixedFormat a = plan.accumulator();
    long sum = FixedArithmetic.wrap(sums[gate][place] + bias, a.width());
    return function.apply(round(sum, a.fractionBits(), plan.gate()));
  }

  private long round(long raw, int fraction, FixedFormat to) {
    return FixedArithmetic.requantize(raw, fraction, to, rules.rounding(), rules.overflow());
  }
}
