package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;

/** Small networks and data for tests. */
public final class Networks {
  private Networks() {}

  /** Layers of H cells each, the first reading {@code input}. */
  public static NetworkSpec of(
      InputSpec input, int layers, int hidden, int projection, boolean peepholes, int classes) {
    List<LayerSpec> list = new ArrayList<>();
    int size = input.size();
    for (int l = 0; l < layers; l++) {
      LayerSpec layer = new LayerSpec(CellType.LSTM, size, hidden, projection, peepholes);
      list.add(layer);
      size = layer.outputSize();
    }
    return new NetworkSpec("test", input, list, classes);
  }

  /** Layers of H cells each, of the given kinds, without projection or peepholes. */
  public static NetworkSpec mixed(InputSpec input, List<CellType> cells, int hidden, int classes) {
    List<LayerSpec> list = new ArrayList<>();
    int size = input.size();
    for (CellType cell : cells) {
      list.add(new LayerSpec(cell, size, hidden, 0, false));
      size = hidden;
    }
    return new NetworkSpec("test", input, list, classes);
  }

  /** Uniform weights. */
  public static Map<String, Tensor> weights(NetworkSpec network, double scale, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> out = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = Tensor.zeros(shape);
              for (int i = 0; i < t.data().length; i++) {
                t.data()[i] = (float) ((2 * random.nextDouble() - 1) * scale);
              }
              out.put(name, t);
            });
    return out;
  }

  /** Random sequences of length 1 to {@code longest}. */
  public static Split split(
      NetworkSpec network, TaskKind task, int count, int longest, boolean stream, long seed) {
    Random random = new Random(seed);
    List<Sequence> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = stream ? longest : 1 + random.nextInt(longest);
      boolean tokens = network.input().isTokens();
      int[] ids = tokens ? new int[n] : null;
      float[] features = tokens ? null : new float[n * network.input().size()];
      for (int t = 0; tokens && t < n; t++) {
        ids[t] = random.nextInt(network.input().vocabulary());
      }
      for (int t = 0; !tokens && t < features.length; t++) {
        features[t] = (float) random.nextGaussian();
      }
      int[] targets = new int[task == TaskKind.CLASSIFICATION ? 1 : n];
      for (int t = 0; t < targets.length; t++) {
        boolean skip = task == TaskKind.FRAME_LABELLING && random.nextInt(5) == 0;
        targets[t] = skip ? -1 : random.nextInt(network.classes());
      }
      if (task == TaskKind.TRANSCRIPTION) {
        targets = string(n, network.classes() - 1, random);
      }
      list.add(new Sequence(ids, features, n, targets));
    }
    return new Split("train", list, stream);
  }

  /** A string of up to half as many labels as there are steps, so that it has room. */
  private static int[] string(int steps, int labels, Random random) {
    return random.ints(random.nextInt(steps / 2 + 1), 0, labels).toArray();
  }

  /** A data set of the given splits. */
  public static Dataset dataset(NetworkSpec network, TaskKind kind, Split train, Split valid) {
    Task task =
        new Task(
            kind,
            "test",
            null,
            Map.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            new float[0],
            new float[0]);
    return new Dataset(task, network.input().size(), network.classes(), train, valid, valid, null);
  }

  /** A mask that keeps about the given share. */
  public static Mask mask(Tensor t, double keep, long seed) {
    Random random = new Random(seed);
    Mask mask = Mask.empty(t.rows(), t.cols());
    for (int i = 0; i < t.data().length; i++) {
      mask.kept().set(i, random.nextDouble() < keep);
    }
    return mask;
  }
}
