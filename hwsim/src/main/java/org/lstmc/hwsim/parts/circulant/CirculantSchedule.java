package org.lstmc.hwsim.parts.circulant;

import static org.lstmc.hwsim.parts.circulant.MvmPass.Operand.HIDDEN;
import static org.lstmc.hwsim.parts.circulant.MvmPass.Operand.RESET_STATE;
import static org.lstmc.hwsim.parts.circulant.MvmPass.Operand.STATE;
import static org.lstmc.hwsim.parts.circulant.MvmPass.Weights.PROJECTION;
import static org.lstmc.hwsim.parts.circulant.MvmPass.Weights.RECURRENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.circulant.MvmPass.Operand;
import org.lstmc.hwsim.parts.circulant.MvmPass.Part;
import org.lstmc.hwsim.parts.circulant.MvmPass.Weights;
import org.lstmc.hwsim.parts.circulant.Stage.Work;

/**
 * The stages of every layer: the one source of cycle counts, activity and the constants of hardware
 * made from it. All layers share the same stages, one layer's frame at a time in each.
 *
 * <p>LSTM: gates, element-wise, projection where there is one. GRU whose reset gate acts before the
 * product: r and z, element-wise (r*h), candidate, element-wise (new state); the candidate cannot
 * start before r is known for the whole vector. GRU whose reset gate acts after the product:
 * nothing waits for r, so all rows go through one stage, the candidate's input and recurrent part
 * apart, and one element-wise stage follows.
 *
 * @param config the machine
 * @param layers stages layer by layer
 * @param times how long each stage takes for a frame
 */
public record CirculantSchedule(
    CirculantConfig config, List<List<Stage>> layers, List<List<StageTime>> times) {

  /** The schedule of a workload whose matrices are all block-circulant. */
  public static CirculantSchedule of(Workload w, CirculantConfig c) {
    List<List<Stage>> layers = new ArrayList<>();
    List<List<StageTime>> times = new ArrayList<>();
    for (int l = 0; l < w.layers().size(); l++) {
      List<Stage> stages = stages(w.layers().get(l), l, c);
      List<StageTime> all = new ArrayList<>();
      for (Stage s : stages) {
        Map<String, Long> parts = StageWalk.walk(s, c.depths(), null, 0);
        long cycles = parts.values().stream().mapToLong(Long::longValue).sum();
        all.add(new StageTime(s.name(), l, cycles, parts));
      }
      layers.add(List.copyOf(stages));
      times.add(List.copyOf(all));
    }
    return new CirculantSchedule(c, List.copyOf(layers), List.copyOf(times));
  }

  /** How many stages the machine has. */
  public int stages() {
    return layers.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Cycles of a stage for a frame of a layer. */
  public long cycles(int layer, int stage) {
    return times.get(layer).get(stage).cycles();
  }

  /** Cycles in which the words of x for a frame arrive. */
  public long inputBeats(Workload w) {
    int words = w.layers().get(0).spec().inputSize();
    return (words + config.xWordsPerCycle() - 1L) / config.xWordsPerCycle();
  }

  private static List<Stage> stages(LayerWorkload l, int index, CirculantConfig c) {
    return switch (l.spec().cell()) {
      case LSTM -> lstm(l, index, c);
      case GRU -> gru(l, index, c);
      case GRU_RESET_BEFORE -> gruResetBefore(l, index, c);
    };
  }

  private static List<Stage> lstm(LayerWorkload l, int index, CirculantConfig c) {
    List<Stage> all = new ArrayList<>();
    all.add(mvm("gates", c.units().get(0), copied(l, index), rows(l, 0, 4, STATE, "gates")));
    all.add(vector("element-wise", l, c, Work.LSTM));
    if (l.projection() != null) {
      MatrixWorkload p = l.projection();
      Part part = new Part(PROJECTION, HIDDEN, p.blockCols());
      MvmPass pass = new MvmPass("projection", p.block(), 0, p.blockRows(), List.of(part));
      all.add(mvm("projection", c.units().get(1), 0, List.of(pass)));
    }
    return all;
  }

  private static List<Stage> gru(LayerWorkload l, int index, CirculantConfig c) {
    List<MvmPass> passes = new ArrayList<>(rows(l, 0, 2, STATE, "r, z"));
    passes.add(range(l.wx(), l.spec().hiddenSize(), 2, 3, Weights.INPUT, Operand.INPUT, "n of x"));
    passes.add(range(l.wh(), l.spec().hiddenSize(), 2, 3, RECURRENT, STATE, "n of h"));
    return List.of(
        mvm("gates", c.units().get(0), copied(l, index), passes),
        vector("element-wise", l, c, Work.GRU));
  }

  private static List<Stage> gruResetBefore(LayerWorkload l, int index, CirculantConfig c) {
    return List.of(
        mvm("r, z", c.units().get(0), copied(l, index), rows(l, 0, 2, STATE, "r, z")),
        vector("reset", l, c, Work.GRU_RESET),
        mvm("candidate", c.units().get(1), 0, rows(l, 2, 3, RESET_STATE, "n")),
        vector("update", l, c, Work.GRU_UPDATE));
  }

  private static Stage.Mvm mvm(String name, MvmUnit unit, int copied, List<MvmPass> passes) {
    return new Stage.Mvm(name, unit, copied, passes);
  }

  private static Stage.Vector vector(String name, LayerWorkload l, CirculantConfig c, Work work) {
    int depth = c.depths().vector(work, l.spec().peepholes());
    return new Stage.Vector(name, c.lanes(), l.spec().hiddenSize(), depth, work);
  }

  /** Blocks of y(t-1), and of the output of the layer below, that are copied into the buffer. */
  private static int copied(LayerWorkload l, int index) {
    return l.wh().blockCols() + (index > 0 ? l.wx().blockCols() : 0);
  }

  /**
   * Gates [from, to) of both matrices: in one pass where their blocks are of one size, so that one
   * transform back serves both; else each in its own.
   */
  private static List<MvmPass> rows(
      LayerWorkload l, int from, int to, Operand recurrent, String name) {
    int h = l.spec().hiddenSize();
    MvmPass x = range(l.wx(), h, from, to, Weights.INPUT, Operand.INPUT, name);
    MvmPass r = range(l.wh(), h, from, to, RECURRENT, recurrent, name);
    if (l.wx().block() != l.wh().block()) {
      return List.of(x, r);
    }
    List<Part> both = List.of(x.parts().get(0), r.parts().get(0));
    return List.of(new MvmPass(name, x.block(), x.firstRow(), x.rows(), both));
  }

  /** The block rows that hold any row of the gates [from, to). */
  private static MvmPass range(
      MatrixWorkload m, int h, int from, int to, Weights weights, Operand operand, String name) {
    int k = m.block();
    int first = from * h / k;
    int last = (to * h + k - 1) / k;
    return new MvmPass(
        name, k, first, last - first, List.of(new Part(weights, operand, m.blockCols())));
  }
}
