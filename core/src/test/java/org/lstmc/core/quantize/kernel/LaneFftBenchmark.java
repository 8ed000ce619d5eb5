package org.lstmc.core.quantize.kernel;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.fft.FixedFft;
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
 * Forward and inverse transform of real blocks, time for one block of a batch of 16384: the integer
 * transform of 16-bit words in lock step, and the one of commons-math3 in place.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneFftBenchmark {
  private static final int LANES = 128;
  private static final int ROWS = 128;

  /** Points of a transform. */
  @Param({"8", "16"})
  public int points;

  /** Which kernel runs. */
  @Param({"best", "scalar"})
  public String kernel;

  private final FastFourierTransformer transformer =
      new FastFourierTransformer(DftNormalization.STANDARD);
  private LaneFft forward;
  private LaneFft inverse;
  private double[] batch;
  private double[] z;
  private double[] scratch;
  private double[] outside;
  private double[][] complex;
  private double[] result;

  /** Draws 16-bit integers. */
  @Setup
  public void setUp() {
    LaneKernel lane = kernel.equals("best") ? LaneKernel.best() : LaneKernel.scalar();
    FixedFormat words = new FixedFormat(16, 4);
    FixedFormat twiddle = new FixedFormat(16, 1);
    int log = Integer.numberOfTrailingZeros(points);
    int f = log / 2;
    forward =
        new LaneFft(new FixedFft(points, words, twiddle, f, Rounding.RND, Overflow.SAT), lane);
    inverse =
        new LaneFft(
            new FixedFft(points, words, twiddle, log - f, Rounding.RND, Overflow.SAT), lane);
    int n = ROWS * LANES * points;
    batch = new Random(1).ints(n, -2048, 2048).asDoubleStream().toArray();
    result = new double[n];
    z = new double[points * LANES];
    scratch = new double[forward.scratch(LANES)];
    outside = new double[LANES];
    complex = new double[2][points];
  }

  /** Integers, 128 blocks in lock step. */
  @Benchmark
  @OperationsPerInvocation(ROWS * LANES)
  public double[] integer() {
    for (int row = 0; row < ROWS; row++) {
      int at = row * points * LANES;
      for (int i = 0; i < points; i++) {
        forward.convert(batch, at + i * LANES, 12, z, forward.row(i), LANES, scratch, outside);
      }
      forward.forward(z, scratch, LANES, outside);
      inverse.inverse(z, scratch, LANES, outside);
      for (int i = 0; i < points; i++) {
        System.arraycopy(z, inverse.row(i) * LANES, result, at + i * LANES, LANES);
      }
    }
    return result;
  }

  /** Doubles, one block after the other, as commons-math3 is commonly called. */
  @Benchmark
  @OperationsPerInvocation(ROWS * LANES)
  public double[] commonsMathCalls() {
    double[] block = new double[points];
    for (int at = 0; at < batch.length; at += points) {
      System.arraycopy(batch, at, block, 0, points);
      Complex[] spectrum = transformer.transform(block, TransformType.FORWARD);
      Complex[] back = transformer.transform(spectrum, TransformType.INVERSE);
      for (int i = 0; i < points; i++) {
        result[at + i] = back[i].getReal();
      }
    }
    return result;
  }

  /** Doubles, one block after the other, in place and without new arrays. */
  @Benchmark
  @OperationsPerInvocation(ROWS * LANES)
  public double[] commonsMath() {
    for (int at = 0; at < batch.length; at += points) {
      System.arraycopy(batch, at, complex[0], 0, points);
      java.util.Arrays.fill(complex[1], 0);
      FastFourierTransformer.transformInPlace(
          complex, DftNormalization.STANDARD, TransformType.FORWARD);
      FastFourierTransformer.transformInPlace(
          complex, DftNormalization.STANDARD, TransformType.INVERSE);
      System.arraycopy(complex[0], 0, result, at, points);
    }
    return result;
  }
}
