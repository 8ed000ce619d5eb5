package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.core.quantize.fft.WeightSpectra;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneMatrix;
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
 * A 1024x1024 matrix times 32 vectors in integers: block-circulant, from vector to products with
 * all transforms and roundings, and dense.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CirculantBenchmark {
  private static final int LANES = 32;
  private static final int SIZE = 1024;

  /** Block size k. */
  @Param({"8", "16"})
  public int block;

  /** Which kernel runs. */
  @Param({"best", "scalar"})
  public String kernel;

  private final FixedFormat state = new FixedFormat(16, 1);
  private LaneKernel lane;
  private LaneSpectrum[] spectrum;
  private LaneProducts products;
  private EventCounts counts;
  private LaneMatrix dense;
  private double[] x;
  private double[] out;

  /** Draws 16-bit weights and vectors. */
  @Setup
  public void setUp() {
    lane = kernel.equals("best") ? LaneKernel.best() : LaneKernel.scalar();
    Random random = new Random(1);
    BlockCirculant form = new BlockCirculant(SIZE, SIZE, block);
    float[] w = new float[(int) form.parameters()];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) (random.nextGaussian() / 32);
    }
    Tensor matrix = form.expand(new Tensor(form.vectorShape(), w));
    FixedFormat words = new FixedFormat(16, 4);
    FixedFormat twiddle = new FixedFormat(16, 1);
    int log = Integer.numberOfTrailingZeros(block);
    FixedFft forward = new FixedFft(block, words, twiddle, 2, Rounding.RND, Overflow.SAT);
    FixedFft inverse = new FixedFft(block, words, twiddle, log - 2, Rounding.RND, Overflow.SAT);
    WeightSpectra stored = WeightSpectra.of("w", form, matrix, new FixedFormat(16, 1));
    CirculantTerm term = new CirculantTerm("w", stored, forward, 0);
    CirculantSum sum =
        new CirculantSum("w", List.of(term), new FixedFormat(48, 48 - 15 - 12), inverse);
    RowSum.Blocks blocks = new RowSum.Blocks(List.of(0), sum, 0);
    LaneBlocks ready = new LaneBlocks(new RowSum(0, SIZE, List.of(blocks)), blocks);
    spectrum = new LaneSpectrum[] {new LaneSpectrum(term, lane, LANES)};
    products = new LaneProducts(ready, lane, LANES);
    counts = new EventCounts(1, List.of());
    x = raws(random, SIZE * LANES);
    out = new double[SIZE * LANES];
    dense = LaneMatrix.dense(SIZE, SIZE, raws(random, SIZE * SIZE));
  }

  private static double[] raws(Random random, int n) {
    return random.ints(n, -32768, 32768).asDoubleStream().toArray();
  }

  /** Forward transforms, spectral sums, inverse transforms. */
  @Benchmark
  public double[] circulant() {
    Arrays.fill(out, 0);
    spectrum[0].transform(x, state, LANES);
    products.addTo(out, spectrum, LANES, counts);
    return out;
  }

  /** All 1024x1024 products. */
  @Benchmark
  public double[] dense() {
    Arrays.fill(out, 0);
    lane.multiplyAdd(dense, 0, SIZE, LANES, x, out);
    return out;
  }
}
