package org.lstmc.core.quantize.kernel;

import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * The kernels of the integer datapath with 32 lanes. G MAC/s = MACs / time: {@code sparse} has
 * 1024*128*32 = 4.19 M (1024x1024 row-balanced at 12.5 %), {@code dense} 10000*200*32 = 64 M;
 * {@code softmax} has 320 000 exponentials.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneKernelBenchmark {
  private static final int LANES = 32;
  private static final int SIZE = 1024;
  private static final int KEPT = SIZE / 8;
  private static final int CLASSES = 10_000;
  private static final int HIDDEN = 200;

  /** Which kernel runs. */
  @Param({"best", "scalar"})
  public String kernel;

  private LaneKernel lane;
  private LaneMatrix sparse;
  private LaneMatrix dense;
  private double[] x;
  private double[] sparseOut;
  private double[] denseOut;
  private double[] max;
  private double[] sum;

  /** Draws 16-bit weights and vectors. */
  @Setup
  public void setUp() {
    lane = kernel.equals("best") ? LaneKernel.best() : LaneKernel.scalar();
    Random random = new Random(1);
    int[] start = new int[SIZE + 1];
    int[] columns = new int[SIZE * KEPT];
    for (int r = 0; r < SIZE; r++) {
      int[] row = random.ints(0, SIZE).distinct().limit(KEPT).sorted().toArray();
      System.arraycopy(row, 0, columns, r * KEPT, KEPT);
      start[r + 1] = (r + 1) * KEPT;
    }
    sparse = LaneMatrix.sparse(SIZE, SIZE, start, columns, raws(random, SIZE * KEPT));
    dense = LaneMatrix.dense(CLASSES, HIDDEN, raws(random, CLASSES * HIDDEN));
    x = raws(random, SIZE * LANES);
    sparseOut = new double[SIZE * LANES];
    denseOut = new double[CLASSES * LANES];
    max = new double[LANES];
    sum = new double[LANES];
  }

  private static double[] raws(Random random, int n) {
    return random.ints(n, -32768, 32768).asDoubleStream().toArray();
  }

  /** Row-balanced matrix times 32 vectors. */
  @Benchmark
  public double[] sparse() {
    java.util.Arrays.fill(sparseOut, 0);
    lane.multiplyAdd(sparse, 0, SIZE, LANES, x, sparseOut);
    return sparseOut;
  }

  /** Dense output matrix times 32 vectors. */
  @Benchmark
  public double[] dense() {
    java.util.Arrays.fill(denseOut, 0);
    lane.multiplyAdd(dense, 0, CLASSES, LANES, x, denseOut);
    return denseOut;
  }

  /** Sum of exponentials of 10000 logits of 32 lanes. */
  @Benchmark
  public double[] softmax() {
    lane.max(denseOut, CLASSES, LANES, max);
    java.util.Arrays.fill(sum, 0);
    lane.sumExp(denseOut, CLASSES, LANES, max, 0x1p-30, sum);
    return sum;
  }
}
