package org.lstmc.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/** A made-up world: an error rate by point, and a device that holds so many words. */
class Surface implements MachineSurface {
  static final NetworkSpec NET = net(512, 0);

  private final long words;
  private final ToDoubleFunction<DesignPoint> error;
  final List<String> trained = new ArrayList<>();

  Surface(long words, ToDoubleFunction<DesignPoint> error) {
    this.words = words;
    this.error = error;
  }

  static NetworkSpec net(int hidden, int projection) {
    return new NetworkSpec(
        "n",
        InputSpec.features(128),
        List.of(new LayerSpec(CellType.LSTM, 128, hidden, projection, false)),
        10);
  }

  static ExploreOptions options(int trials, double loss) {
    return new ExploreOptions(
        trials, loss, 0.005, 16, CellType.GRU_RESET_BEFORE, TaskKind.FRAME_LABELLING);
  }

  @Override
  public int transformProducts(int k) {
    return k < 8 ? 0 : 2 * transformProducts(k / 2) + 4 * (k / 4 - 1) - 2;
  }

  @Override
  public MachineAnswer at(NetworkSpec base, DesignPoint point, int bits) {
    long needs = point.storedWords(base) * bits / 16;
    return needs <= words
        ? new MachineAnswer(null, "P=1", needs, 1, 1, 1, 1, 1, 1, 200, "made up", "nothing")
        : MachineAnswer.refused("it needs " + needs + " words, there are " + words);
  }

  Trial.Outcome train(DesignPoint point) {
    trained.add(point.key());
    return new Trial.Outcome(error.applyAsDouble(point), 3);
  }

  PhaseOneResult explore(NetworkSpec net, ExploreOptions o, boolean denseGiven) {
    BlockBounds bounds = BlockBounds.of(net, CellType.LSTM, o.bits(), this);
    return new PhaseOne(net, bounds, o, denseGiven, this::train, this, s -> {}).run();
  }
}
