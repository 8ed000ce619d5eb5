package org.lstmc.core.quantize.datapath;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a layer of 256 cells on 57,600 inputs for 32 sequences in lock step: the tensor
 * networks of UCF-11 (HT-LSTM, TT-LSTM) in 16-bit words, sums exact or in 24 bits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChainBenchmark {
  private static final int LANES = 32;

  /** Which network. */
  @Param({"ht", "tt"})
  public String form;

  /** Bits of the step accumulators; 0 for exact sums. */
  @Param({"0", "24"})
  public int bits;

  /** Which kernel runs. */
  @Param({"best", "scalar"})
  public String kernel;

  private LaneCell cell;
  private EventCounts counts;
  private double[] x;

  /** Draws factors and vectors that fill their formats. */
  @Setup
  public void setUp() {
    TensorForm f =
        form.equals("ht")
            ? new TensorForm(
                TensorForm.Format.HT,
                List.of(8, 10, 10, 9, 8),
                List.of(16, 4, 2, 4, 2),
                "(((1,2),3),(4,5))",
                List.of(4, 4, 4, 4, 4, 5, 5, 5),
                false,
                List.of(
                    "leaf3", "leaf5", "leaf4", "node3", "root", "node2", "leaf2", "node1", "leaf1"))
            : new TensorForm(
                TensorForm.Format.TT,
                List.of(8, 20, 20, 18),
                List.of(16, 4, 4, 4),
                null,
                List.of(4, 4, 4),
                false,
                List.of("core4", "core3", "core2", "core1"));
    IntegerNetwork net = IntegerNetwork.of(model(f));
    LaneKernel lane = kernel.equals("best") ? LaneKernel.best() : LaneKernel.scalar();
    LaneNetwork lanes = new LaneNetwork(net);
    cell = new LaneLstm(net, lanes.layers().get(0), lane, LANES, new double[1024 * LANES]);
    counts = net.newCounts();
    x = new Random(1).ints(57600 * LANES, 0, 32768).asDoubleStream().toArray();
  }

  private Model model(TensorForm form) {
    LayerSpec layer = new LayerSpec(CellType.LSTM, 57600, 256, 0, false, form);
    NetworkSpec network = new NetworkSpec("video", InputSpec.features(57600), List.of(layer), 0);
    Random random = new Random(1);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Tensor t = Tensor.zeros(shape);
              for (int i = 0; i < t.data().length; i++) {
                t.data()[i] = (float) (random.nextGaussian() / 4);
              }
              weights.put(name, t);
              f.put(name, new FixedFormat(16, 2));
            });
    for (String s : List.of("input", "gate", "activation", "cell", "state")) {
      f.put("layers.0." + s, new FixedFormat(16, 2));
    }
    form.order().forEach(n -> f.put("layers.0.wx." + n + ".intermediate", new FixedFormat(16, 6)));
    Model m =
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
    for (Accumulator sum : new SumPlans(FixedTensors.of(m, f), f).all(network)) {
      boolean narrow = bits > 0 && sum.name().endsWith("stepAccumulator");
      f.put(sum.name(), narrow ? new FixedFormat(bits, 8) : sum.format(sum.provableWidth()));
    }
    return m.withQuantization(
        new QuantizationSpec(
            IntegerNetwork.CONTRACT,
            f,
            Rounding.RND,
            Overflow.SAT,
            QuantizeOptions.DEFAULT_ACTIVATION,
            QuantizeOptions.DEFAULT_ACTIVATION,
            Map.of()));
  }

  /** The step, with Wh and the cell. */
  @Benchmark
  public double[] step() {
    return cell.step(x, LANES, counts);
  }
}
