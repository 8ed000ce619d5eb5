package org.lstmc.core.compress.tensor;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.model.TensorForm;
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

/** The whole input product of the UCF-11 networks: 57,600 values to 1024, 16 frames a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TensorProductBenchmark {
  private static final int BATCH = 16;

  /** Network. */
  @Param({"ht", "tt"})
  public String network;

  private final float[] x = new float[BATCH * 57_600];
  private final float[] y = new float[BATCH * 1024];
  private TensorProduct product;

  /** Draws factors and frames. */
  @Setup
  public void setUp() {
    boolean tucker = network.equals("ht");
    TensorForm form = tucker ? PublishedForms.HT_UCF11 : PublishedForms.TT_UCF11_LSTM;
    Random random = new Random(1);
    ContractionPlan plan =
        tucker ? ContractionOrders.cheapest(form) : ContractionOrders.compact(form);
    product = new TensorProduct(plan, RandomForms.factors(form, random), BATCH);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
  }

  /** Frames as they come, one after another, to results likewise. */
  @Benchmark
  public float[] product() {
    product.multiply(x, y);
    return y;
  }
}
