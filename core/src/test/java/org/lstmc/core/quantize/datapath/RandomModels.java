package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.CtcLikelihood;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.FormatKind;
import org.lstmc.core.quantize.fft.SpectralGroup;

/** Small networks of every shape with formats of every kind, all from a seed. */
public final class RandomModels {
  private final Random random;

  public RandomModels(long seed) {
    random = new Random(seed);
  }

  /** A float model; weights within a few units of zero. */
  public Model floatModel(TaskKind task) {
    int layers = 1 + random.nextInt(3);
    int classes = 1 + random.nextInt(7);
    InputSpec input =
        switch (random.nextInt(3)) {
          case 0 -> InputSpec.embedding(5, 1 + random.nextInt(4));
          case 1 -> InputSpec.oneHot(5);
          default -> InputSpec.features(1 + random.nextInt(4));
        };
    List<LayerSpec> specs = new ArrayList<>();
    int x = input.size();
    for (int l = 0; l < layers; l++) {
      CellType cell = CellType.values()[random.nextInt(CellType.values().length)];
      int projection = !cell.isGru() && random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
      LayerSpec s =
          new LayerSpec(
              cell, x, 1 + random.nextInt(6), projection, !cell.isGru() && random.nextInt(3) == 0);
      specs.add(s);
      x = s.outputSize();
    }
    return model(new NetworkSpec("random", input, specs, classes), task, 1.5, 0.5);
  }

  /** A float model of a shape, with masks on recurrent matrices at a chance. */
  public Model model(NetworkSpec network, TaskKind task, double scale, double maskChance) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, Mask> masks = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = Tensor.zeros(shape);
              for (int i = 0; i < t.data().length; i++) {
                t.data()[i] = (float) (random.nextGaussian() * scale);
              }
              if (TensorNames.isLayerMatrix(name) && random.nextDouble() < maskChance) {
                BitSet kept = new BitSet();
                for (int i = 0; i < t.data().length; i++) {
                  kept.set(i, random.nextInt(4) == 0);
                }
                masks.put(name, new Mask(shape[0], shape[1], kept));
              }
              weights.put(name, t);
            });
    return new Model(
        network,
        task(task, network.classes()),
        weights,
        masks,
        CompressionSpec.DENSE,
        null,
        null,
        List.of());
  }

  /** Transcription folds every label to one of three, or leaves it out, by any decoder. */
  private Task task(TaskKind kind, int classes) {
    List<String> labels = new ArrayList<>();
    List<String> scoredAs = new ArrayList<>();
    Map<String, String> options = Map.of();
    if (kind == TaskKind.TRANSCRIPTION) {
      for (int k = 0; k < classes - 1; k++) {
        labels.add("l" + k);
        scoredAs.add(List.of("", "x", "y", "z").get(random.nextInt(4)));
      }
      options = Map.of("beam", "" + random.nextInt(3));
    }
    return new Task(kind, "random", null, options, null, List.of(), labels, scoredAs, null, null);
  }

  /** A string that has room in its steps. */
  private int[] string(int length, int labels) {
    int[] string = new int[labels == 0 ? 0 : random.nextInt(length + 1)];
    for (int i = 0; i < string.length; i++) {
      string[i] = random.nextInt(labels);
    }
    while (CtcLikelihood.stepsNeeded(string) > length) {
      string = Arrays.copyOf(string, string.length - 1);
    }
    return string;
  }

  /** The model with some of its layers' matrices block-circulant, block sizes 2 to 32. */
  public Model circulant(Model m) {
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    Map<String, Mask> masks = new LinkedHashMap<>(m.masks());
    Map<String, MatrixCompression> compression = new LinkedHashMap<>();
    int usual = 2 << random.nextInt(5);
    for (String name : m.network().layerMatrices()) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      int k = random.nextInt(4) == 0 ? 2 << random.nextInt(5) : usual;
      CirculantStructure form = new CirculantStructure(k);
      Tensor w = form.project(weights.get(name));
      weights.put(name, w);
      masks.remove(name);
      compression.put(name, form.describe(w));
    }
    return m.withWeights(weights).withCompression(CompressionSpec.of(compression), masks);
  }

  /** The model with random formats, modes and functions; {@code most} bits at most. */
  public Model quantized(Model m, int most, boolean narrowAccumulators) {
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    Map<String, Integer> halvings = new LinkedHashMap<>();
    SpectralGroup.blocks(m)
        .forEach(
            (name, k) ->
                halvings.put(
                    name,
                    name.endsWith("wh") && random.nextBoolean()
                        ? halvings.getOrDefault(name.replace("wh", "wx"), 0)
                        : random.nextInt(Integer.numberOfTrailingZeros(k) + 1)));
    // Wh may have taken over what a smaller block cannot have.
    SpectralGroup.blocks(m)
        .forEach(
            (name, k) ->
                halvings.computeIfPresent(
                    name, (n, v) -> Math.min(v, Integer.numberOfTrailingZeros(k))));
    for (String name : FormatKind.names(m, halvings)) {
      if (FormatKind.of(name) == FormatKind.TWIDDLE) {
        int width = 2 + random.nextInt(most - 1);
        f.put(name, new FixedFormat(width, 1));
      } else if (!FormatKind.of(name).isSum()) {
        int width = 2 + random.nextInt(most - 1);
        f.put(name, new FixedFormat(width, -1 + random.nextInt(6)));
      }
    }
    for (int l = 1; l < m.network().layers().size(); l++) {
      f.put(SignalNames.input(l), f.get(SignalNames.state(l - 1)));
    }
    QuantizationSpec q =
        new QuantizationSpec(
            IntegerNetwork.CONTRACT,
            f,
            Rounding.values()[random.nextInt(3)],
            random.nextInt(3) == 0 ? Overflow.WRAP : Overflow.SAT,
            function(),
            function(),
            Map.of(),
            halvings);
    Model quantized = m.withQuantization(q);
    FixedTensors tensors = FixedTensors.of(quantized, f);
    for (Accumulator sum : new SumPlans(tensors, f).all(m.network())) {
      put(f, sum, narrowAccumulators);
    }
    return quantized;
  }

  private void put(Map<String, FixedFormat> f, Accumulator sum, boolean narrow) {
    if (narrow
        && FormatKind.of(sum.name()) == FormatKind.STEP_ACCUMULATOR
        && random.nextBoolean()) {
      // Products lose low bits: fewer fraction bits than exact sums have.
      int width = Math.max(2, sum.provableWidth() - 2);
      f.put(sum.name(), new FixedFormat(width, width - sum.fraction() + 1 + random.nextInt(8)));
      return;
    }
    int less = narrow ? random.nextInt(1 + sum.provableWidth() / 2) : 0;
    f.put(sum.name(), sum.format(Math.max(2, sum.provableWidth() - less)));
  }

  private ActivationSpec function() {
    return random.nextBoolean()
        ? new ActivationSpec(
            ActivationSpec.Kind.TABLE, 1 << (1 + random.nextInt(10)), 2 << random.nextInt(3))
        : new ActivationSpec(
            ActivationSpec.Kind.PIECEWISE_LINEAR, 1 + random.nextInt(4), 1 + random.nextInt(8));
  }

  /** Sequences of different lengths; some steps are not scored. */
  public Split split(Model m, int count, int longest, boolean stream) {
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 1 + random.nextInt(longest);
      int size = m.network().input().size();
      boolean tokens = m.network().input().isTokens();
      int[] token = tokens ? new int[length] : null;
      float[] features = tokens ? null : new float[length * size];
      boolean whole = m.task().kind() == TaskKind.CLASSIFICATION;
      int[] targets = new int[whole ? 1 : length];
      for (int t = 0; t < length; t++) {
        if (tokens) {
          token[t] = random.nextInt(m.network().input().vocabulary());
        }
        if (!whole || t == 0) {
          targets[t] = random.nextInt(m.network().classes() + (whole ? 0 : 1)) - (whole ? 0 : 1);
        }
      }
      for (int k = 0; features != null && k < features.length; k++) {
        features[k] = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(6) - 2));
      }
      if (m.task().kind() == TaskKind.TRANSCRIPTION) {
        targets = string(length, m.network().classes() - 1);
      }
      all.add(new Sequence(token, features, length, targets));
    }
    return new Split("test", all, stream);
  }
}
