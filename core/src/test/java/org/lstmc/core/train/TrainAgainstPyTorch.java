package org.lstmc.core.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/**
 * The workloads of {@code examples/benchmarks/train_pytorch.py} on our engine: same weights, same
 * data, same arithmetic. Arguments: workload, steps, threads; prints one JSON line.
 */
public final class TrainAgainstPyTorch {
  private static final double CLIP = 0.25;

  private TrainAgainstPyTorch() {}

  /** A network with its batches. */
  record Workload(NetworkSpec network, int batch, int steps, double rate, int block) {
    static Workload named(String name) {
      return switch (name) {
        case "ptb" -> of(InputSpec.embedding(10000, 200), 200, 0, 10000, 20, 35, 20);
        case "speech" -> of(InputSpec.features(153), 512, 0, 61, 16, 100, 1);
        case "speech160" -> of(InputSpec.features(160), 512, 0, 61, 16, 100, 1);
        case "circulant8" -> named("speech160").inBlocks(8);
        case "tiny" -> of(InputSpec.embedding(50, 12), 16, 0, 50, 4, 7, 5);
        case "projected" -> of(InputSpec.features(9), 16, 6, 11, 4, 7, 1);
        case "gru" -> gru(CellType.GRU);
        case "gru-reset-before" -> gru(CellType.GRU_RESET_BEFORE);
        case "speech-gru" -> speech(CellType.GRU);
        case "speech-gru-reset-before" -> speech(CellType.GRU_RESET_BEFORE);
        case "video" -> video(null);
        case "video-ht" ->
            video(
                new TensorForm(
                    TensorForm.Format.HT,
                    List.of(8, 10, 10, 9, 8),
                    List.of(16, 4, 2, 4, 2),
                    "(((1,2),3),(4,5))",
                    List.of(4, 4, 4, 4, 4, 5, 5, 5),
                    false,
                    List.of()));
        case "video-tt" ->
            video(
                new TensorForm(
                    TensorForm.Format.TT,
                    List.of(8, 20, 20, 18),
                    List.of(16, 4, 4, 4),
                    null,
                    List.of(4, 4, 4),
                    false,
                    List.of()));
        case "tree" -> factored(11, 5, 7, FactoredNetworks.ht(8, false, List.of()), 4, 7, 1);
        case "train" -> factored(11, 5, 7, FactoredNetworks.tt(8, true, List.of()), 4, 7, 1);
        case "mlp" -> images(16, 16, 1, "128-128-10", 64, 0.1);
        case "mlp-mnist" -> images(28, 28, 1, "256-128-128-10", 64, 0.1);
        case "lenet" -> images(28, 28, 1, "32C5-MP2-64C5-MP2-512-10", 64, 0.1);
        case "lenet-small" -> images(28, 28, 1, "16C5-MP2-32C5-MP2-128-10", 64, 0.1);
        case "images" -> images(11, 10, 3, "6C3p1-MP2-5C2-AP2-7-5", 6, 1);
        case "image-blocks" -> images(7, 6, 4, "8C3p1-MP2-4C2-10-7-5", 6, 1).inBlocks(4);
        case "blocks" -> named("projected").inBlocks(4);
        default -> throw new IllegalArgumentException(name);
      };
    }

    /** Frames as large as those of UCF11, as many of them as papers' short sequences have. */
    private static Workload video(TensorForm form) {
      return factored(57_600, 256, 11, form, 16, 6, 0.001);
    }

    private static Workload factored(
        int input, int hidden, int classes, TensorForm form, int batch, int steps, double rate) {
      LayerSpec layer = new LayerSpec(CellType.LSTM, input, hidden, 0, false, form);
      NetworkSpec network =
          new NetworkSpec("test", InputSpec.features(input), List.of(layer), classes);
      return new Workload(network, batch, steps, rate, 0);
    }

    private static Workload images(
        int height, int width, int channels, String text, int batch, double rate) {
      ForwardSpec forward = ForwardText.parse(text, new ImageShape(height, width, channels));
      return new Workload(new NetworkSpec("test", forward), batch, 1, rate, 0);
    }

    private static Workload gru(CellType cell) {
      return new Workload(
          Networks.mixed(InputSpec.embedding(50, 12), List.of(cell, cell), 16, 50), 4, 7, 5, 0);
    }

    private static Workload speech(CellType cell) {
      return new Workload(
          Networks.mixed(InputSpec.features(153), List.of(cell, cell), 512, 61), 16, 100, 1, 0);
    }

    private static Workload of(
        InputSpec input,
        int hidden,
        int projection,
        int classes,
        int batch,
        int steps,
        double rate) {
      return new Workload(
          Networks.of(input, 2, hidden, projection, false, classes), batch, steps, rate, 0);
    }

    private Workload inBlocks(int k) {
      return new Workload(network, batch, steps, rate, k);
    }

    TrainedForms forms() {
      Map<String, Structure> blocks = new LinkedHashMap<>();
      for (String name : block == 0 ? List.<String>of() : network.layerMatrices()) {
        blocks.put(name, new CirculantStructure(block));
      }
      return TrainedForms.of(network, blocks);
    }

    Map<String, Tensor> weights() {
      Map<String, Tensor> out = new LinkedHashMap<>();
      network
          .tensorShapes()
          .forEach((name, shape) -> out.put(name, uniform(out.size() + 1, shape, 0.1)));
      return out;
    }

    Batch batchOf(int step) {
      int n = batch * steps;
      boolean tokens = network.input().isTokens();
      int[] lengths = new int[batch];
      Arrays.fill(lengths, steps);
      int size = network.input().size();
      return new Batch(
          steps,
          batch,
          tokens ? integers(1000 + step, n, network.input().vocabulary()) : null,
          tokens ? null : uniform(1000 + step, new int[] {n * size}, 1).data(),
          integers(2000 + step, n, network.classes()),
          lengths,
          true);
    }
  }

  /** Uniform in [0, 2^32): a hash of (stream, index), the same in every language. */
  private static long noise(int stream, long index) {
    long x = (index * 2654435761L + stream * 97531L + 12345) & 0xFFFFFFFFL;
    for (int i = 0; i < 2; i++) {
      x = ((x ^ (x >>> 16)) * 0x45D9F3BL) & 0xFFFFFFFFL;
    }
    return x ^ (x >>> 16);
  }

  private static Tensor uniform(int stream, int[] shape, double scale) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = (float) ((noise(stream, i) / 4294967296.0 * 2 - 1) * scale);
    }
    return t;
  }

  private static int[] integers(int stream, int count, int bound) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = (int) (noise(stream, i) % bound);
    }
    return out;
  }

  /** Losses of the steps; milliseconds elapsed and of processor time go to the two lists. */
  static List<Double> run(
      Workload w, int steps, int threads, List<Double> times, List<Double> cpu) {
    List<Double> losses = new ArrayList<>();
    Map<String, List<WeightTransform>> transforms = new LinkedHashMap<>();
    w.forms().byName().forEach((name, form) -> transforms.put(name, List.of(form)));
    TrainingEngine.SessionSpec spec =
        new TrainingEngine.SessionSpec(
            w.network(),
            TaskKind.FRAME_LABELLING,
            w.forms().parameters(w.weights()),
            transforms,
            Map.of(),
            false,
            OptimizerKind.SGD,
            false,
            threads);
    try (TrainingSession session = TrainingEngine.load().open(spec)) {
      for (int step = 0; step < steps; step++) {
        Batch batch = w.batchOf(step % 5);
        long begin = System.nanoTime();
        long cpuBegin = cpuTime();
        losses.add(session.train(batch, new TrainingSession.Step(step, w.rate(), CLIP, 0, 0)));
        times.add((System.nanoTime() - begin) / 1e6);
        cpu.add((cpuTime() - cpuBegin) / 1e6);
      }
    }
    return losses;
  }

  /** Runs one workload. */
  public static void main(String[] args) throws IOException {
    Workload w = Workload.named(args[0]);
    int threads = Integer.parseInt(args[2]);
    List<Double> times = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> losses = run(w, Integer.parseInt(args[1]), threads, times, cpu);
    double median = median(times);
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(s -> s.startsWith("VmHWM"))
            .findFirst()
            .orElse("0")
            .replaceAll("\\D", "");
    System.out.printf(
        Locale.ROOT,
        "{\"engine\": \"lstmc\", \"workload\": \"%s\", \"threads\": %d, \"losses\": %s,"
            + " \"msPerStep\": %s, \"cpuMsPerStep\": %s, \"perSecond\": %s, \"peakMb\": %.1f}%n",
        args[0],
        threads,
        losses.subList(0, Math.min(5, losses.size())),
        median,
        mean(cpu),
        w.batch() * w.steps() / median * 1000,
        Double.parseDouble(peak) / 1024);
  }

  /** Of all but the first three. */
  private static double median(List<Double> values) {
    double[] warm =
        values.stream().skip(Math.min(3, values.size() - 1)).mapToDouble(d -> d).sorted().toArray();
    return (warm[warm.length / 2] + warm[(warm.length - 1) / 2]) / 2;
  }

  /** Of the second half: the clock of processor time ticks only every 10 ms. */
  private static double mean(List<Double> values) {
    return values.stream().skip(values.size() / 2).mapToDouble(d -> d).average().orElseThrow();
  }

  /** Of the whole process, compiler and collector included, in nanoseconds. */
  private static long cpuTime() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
