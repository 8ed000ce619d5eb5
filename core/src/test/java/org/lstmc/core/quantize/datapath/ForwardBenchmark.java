package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first layer of a network on 32 images in lock step, 12-bit words, from the map that it reads
 * to its rounded output: dense (block 1) or block-circulant with all transforms. And whole
 * networks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ForwardBenchmark {
  private static final int LANES = 32;

  /** Image and network; the first matrix is measured by itself. */
  @Param({"16x16x64:64C3p1-1", "12x12x32:64C5-1"})
  public String layer;

  /** Block size k; 1 for a dense matrix. */
  @Param({"1", "4", "8", "16"})
  public int block;

  private IntegerNetwork net;
  private LaneLayer first;
  private LaneImages images;
  private EventCounts counts;

  /** Draws weights and images. */
  @Setup
  public void setUp() {
    String[] parts = layer.split(":");
    String[] sides = parts[0].split("x");
    ImageShape image =
        new ImageShape(
            Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
    NetworkSpec network = new NetworkSpec("layer", ForwardText.parse(parts[1], image));
    Model m = blocks(new RandomModels(1).model(network, TaskKind.CLASSIFICATION, 0.05, 0));
    Random random = new Random(2);
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      float[] x = new float[image.size()];
      for (int k = 0; k < x.length; k++) {
        x[k] = Math.max(0, (float) random.nextGaussian());
      }
      all.add(new Sequence(null, x, 1, new int[] {0}));
    }
    Split few = new Split("train", all.subList(0, 2), false);
    net =
        IntegerNetwork.of(
            m.withQuantization(Calibration.of(m, QuantizeOptions.defaults().withWidth(12), few)));
    LaneForward forward = new LaneForward(net);
    images = new LaneImages(forward, LaneKernel.best(), LANES);
    long[] x = new long[image.size()];
    for (int i = 0; i < LANES; i++) {
      net.input().step(all.get(i), 0, x, net.newCounts());
      images.load(i, x);
    }
    first = images.layer(0);
    counts = net.newCounts();
  }

  private Model blocks(Model m) {
    if (block == 1) {
      return m;
    }
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    Map<String, MatrixCompression> compression = new LinkedHashMap<>();
    for (String name : m.network().layerMatrices()) {
      int[] shape = m.network().tensorShapes().get(name);
      if (shape[0] % block == 0 && shape[1] % block == 0) {
        CirculantStructure form = new CirculantStructure(block);
        weights.put(name, form.project(weights.get(name)));
        compression.put(name, form.describe(weights.get(name)));
      }
    }
    return m.withWeights(weights).withCompression(CompressionSpec.of(compression), m.masks());
  }

  /** The first matrix layer on 32 images. */
  @Benchmark
  public EventCounts layer() {
    first.run(LANES, counts);
    return counts;
  }

  /** All layers on 32 images. */
  @Benchmark
  @OperationsPerInvocation(LANES)
  public double[] image() {
    return images.run(LANES, counts);
  }
}
