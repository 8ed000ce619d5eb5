package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.LayerSums;
import org.lstmc.core.quantize.datapath.RowSum;
import org.lstmc.hwsim.parts.TimedVector;

/** The values of one layer: buffers that know their cycles, and what moves between them. */
final class LayerValues implements FrameValues, PassValues.Blocks {
  /** A candidate's x is read two exchanges after the first stage's. */
  private static final int LONG_LIVED = 4;

  private final FixedLayer layer;
  private final CirculantDepths depths;
  private final TimedVector source;
  private final TimedVector input;
  private final TimedVector recurrent;
  private final CellValues cell;
  private final Map<MvmPass, PassValues> passes = new HashMap<>();
  private final Map<MvmPass, Integer> turns = new HashMap<>();
  private final Map<MvmPass, Map<Integer, Integer>> turnOf = new HashMap<>();
  private int step;

  /**
   * Values of a layer.
   *
   * @param source x from the host, or the state memory of the layer below
   * @param below whether {@code source} is a layer's, whose words are copied first
   */
  LayerValues(
      FixedLayer layer,
      QuantizationSpec rules,
      List<Stage> stages,
      CirculantDepths depths,
      TimedVector source,
      boolean below) {
    this.layer = layer;
    this.depths = depths;
    this.source = source;
    int x = layer.plan().spec().inputSize();
    this.input = below ? new TimedVector("vector buffer (x)", LONG_LIVED, x) : source;
    this.recurrent = new TimedVector("vector buffer (y)", 2, layer.plan().spec().outputSize());
    List<List<PassValues>> byStage = new ArrayList<>();
    LayerSums sums = layer.sums();
    for (int j = 0; j < stages.size(); j += 2) {
      Stage.Mvm m = (Stage.Mvm) stages.get(j);
      List<PassValues> all = new ArrayList<>();
      List<RowSum.Part> parts = parts(sums, j);
      for (int p = 0; p < m.passes().size(); p++) {
        // a sum that the model transforms back in more parts than the machine is refused here
        PassValues v = new PassValues(m.passes().get(p), m.unit(), parts.get(p));
        passes.put(m.passes().get(p), v);
        all.add(v);
      }
      byStage.add(all);
    }
    this.cell =
        layer.plan().spec().cell().isGru()
            ? new GruValues(layer, rules, byStage, depths.write())
            : new LstmValues(layer, rules, byStage, depths.write());
  }

  /** What the number contract adds up in the products of a stage, in the order of the passes. */
  private List<RowSum.Part> parts(LayerSums sums, int stage) {
    List<RowSum.Part> all = new ArrayList<>();
    if (stage == 0) {
      all.addAll(sums.gates().parts());
      if (sums.recurrent() != null) {
        all.addAll(sums.candidate().parts());
        all.addAll(sums.recurrent().parts());
      }
    } else {
      RowSum second = sums.projection() != null ? sums.projection() : sums.candidate();
      all.addAll(second.parts());
    }
    return all;
  }

  /** The layer's output memory. */
  TimedVector state() {
    return cell.state();
  }

  /** The cell state of an LSTM; null for a GRU. */
  long[] cells() {
    return cell.cells();
  }

  /** Turns to the frame of a step. */
  LayerValues at(int frameStep) {
    step = frameStep;
    cell.at(frameStep);
    return this;
  }

  @Override
  public void copy(Stage.Mvm stage, long first) {
    int k = layer.sums().stateTerm().forward().points();
    long cycle = first;
    int outputs = layer.plan().spec().outputSize();
    for (int start = 0; start < outputs; start += k, cycle++) {
      move(cell.state(), step - 1, recurrent, start, Math.min(outputs, start + k), cycle);
    }
    if (input != source) {
      int kx = layer.sums().inputTerm().forward().points();
      int words = layer.plan().spec().inputSize();
      for (int start = 0; start < words; start += kx, cycle++) {
        move(source, step, input, start, Math.min(words, start + kx), cycle);
      }
    }
  }

  /** Copies words of one block; a source of the step before has its version one lower. */
  private void move(TimedVector from, int version, TimedVector to, int start, int end, long cycle) {
    long written = cycle + depths.vectorRead();
    for (int i = start; i < end; i++) {
      to.write(step, i, from.read(version, i, cycle), written, written + depths.write());
    }
  }

  @Override
  public void group(MvmPass pass, MvmUnit unit, int group, long first, long readable) {
    int turn = turns.merge(pass, 1, Integer::sum);
    turnOf.computeIfAbsent(pass, p -> new HashMap<>()).put(group, turn);
    int to = depths.products(pass.block()) - depths.accumulate();
    passes.get(pass).group(group, turn, first, readable, to, this);
  }

  @Override
  public void back(MvmPass pass, int blockRow, long cycle, long readable) {
    PassValues v = passes.get(pass);
    int turn = turnOf.get(pass).get(v.groupOf(blockRow));
    long[] block = v.back(blockRow, turn, cycle);
    if (pass.parts().get(0).weights() != MvmPass.Weights.PROJECTION) {
      v.store(blockRow, block, step, readable - depths.write(), readable);
      return;
    }
    for (int n = 0; n < v.rowsOf(blockRow); n++) {
      cell.projected(blockRow * pass.block() + n, v.aligned(block[n]), readable);
    }
  }

  @Override
  public void word(Stage.Vector stage, int word, long cycle, long readable) {
    cell.word(stage.work(), word, cycle, readable);
  }

  @Override
  public long[] read(MvmPass.Operand operand, int block, int size, long cycle) {
    TimedVector vector =
        switch (operand) {
          case INPUT -> input;
          case STATE -> recurrent;
          case RESET_STATE, HIDDEN -> cell.between();
        };
    int length =
        switch (operand) {
          case INPUT -> layer.plan().spec().inputSize();
          case STATE -> layer.plan().spec().outputSize();
          case RESET_STATE, HIDDEN -> layer.plan().spec().hiddenSize();
        };
    long[] words = new long[size];
    for (int n = 0; n < size && block * size + n < length; n++) {
      words[n] = vector.read(step, block * size + n, cycle);
    }
    return words;
  }

  @Override
  public FixedFormat format(MvmPass.Operand operand) {
    return switch (operand) {
      case INPUT -> layer.plan().input();
      case STATE -> layer.plan().state();
      case RESET_STATE -> layer.plan().reset().resetState();
      case HIDDEN -> layer.plan().hidden();
    };
  }
}
