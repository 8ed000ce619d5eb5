package org.lstmc.core.compress.tensor;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.lstmc.core.compress.tensor.kernel.ContractionKernel;
import org.lstmc.core.model.Tensor;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of the UCF-11 networks (ht: HT-LSTM in its cheapest order; tt: TT-LSTM, compact scheme)
 * on a batch of frames: ours with the transform before the product, OpenBLAS (one thread) the
 * product alone, of a matrix that already lies as it likes it. Multiplications of a call: those of
 * the step times the batch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContractionBenchmark {
  /** Network and step. */
  @Param({
    "ht0", "ht1", "ht2", "ht3", "ht4", "ht5", "ht6", "ht7", "ht8", "tt0", "tt1", "tt2", "tt3"
  })
  public String step;

  /** Frames of a call. */
  @Param("16")
  public int batch;

  private final ContractionKernel best = ContractionKernel.best();
  private final ContractionKernel scalar = ContractionKernel.scalar();
  private PreparedStep prepared;
  private float[] x;
  private float[] out;
  private int rows;
  private int columns;
  private int inner;
  private FloatPointer nativeFactor;
  private FloatPointer nativeX;
  private FloatPointer nativeOut;

  /** Draws a factor and an intermediate. */
  @Setup
  public void setUp() {
    ContractionPlan plan =
        step.startsWith("ht")
            ? ContractionOrders.cheapest(PublishedForms.HT_UCF11)
            : ContractionOrders.compact(PublishedForms.TT_UCF11_LSTM);
    ContractionStep of = plan.steps().get(step.charAt(2) - '0');
    Random random = new Random(1);
    Tensor factor = RandomForms.factors(plan.form(), random).get(of.factor());
    prepared = PreparedStep.of(of, factor, batch);
    x = new float[of.wordsBefore() * batch];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    out = new float[of.wordsAfter() * batch];
    rows = of.producedLength();
    inner = of.contractedLength();
    columns = of.restLength() * batch;
    nativeFactor = new FloatPointer(prepared.factor());
    nativeX = new FloatPointer(x);
    nativeOut = new FloatPointer(out);
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** Frees what the native library used. */
  @TearDown
  public void tearDown() {
    nativeFactor.close();
    nativeX.close();
    nativeOut.close();
  }

  /** Our step, transform and all. */
  @Benchmark
  public float[] lstmc() {
    prepared.run(best, x, out);
    return out;
  }

  /** The scalar twin. */
  @Benchmark
  public float[] twin() {
    prepared.run(scalar, x, out);
    return out;
  }

  /** The product [O, K] x [K, L batch] alone. */
  @Benchmark
  public FloatPointer openblas() {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasNoTrans,
        openblas_nolapack.CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        nativeFactor,
        inner,
        nativeX,
        columns,
        0,
        nativeOut,
        columns);
    return nativeOut;
  }
}
