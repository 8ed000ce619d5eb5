package org.lstmc.hwsim.swm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Workload;

/** The schedule against cases worked out by hand and against closed forms. */
class SwmWalkTest {
  /** Bias, rounding with ReLU, pooling, write; then the next layer is named. */
  private static final int OUT = 4 + 1;

  private static List<SwmLayer> layers(String shape, Integer... blocks) {
    return SwmLayer.of(Workload.ofShape(shape, ShapeRatios.images(blocks), 1));
  }

  private static List<String> events(List<SwmLayer> layers, SwmArray a, int batch, int together) {
    List<String> all = new ArrayList<>();
    SwmWalk.Listener hear =
        (unit, layer, group, phase, from, to) ->
            all.add(layer.number() + " " + phase + " " + group + " [" + from + "," + to + ")");
    long end = new SwmWalk(layers, a, together, hear).batch(batch, 0);
    all.add("end " + end);
    return all;
  }

  /**
   * Two images through 8 to 8 (a block of 8) and 8 to 2 (dense), one butterfly, 5 complex
   * multipliers, 8 words a cycle. A transform of 8 points has 1 butterfly, a product 5 bins: every
   * phase is one cycle. Depths: transform read 2, 8, write 1; products read 2, 3, 2 additions,
   * write 1; back read 2, rounding 1, 8; dot product of 8: read 2, 3, tree 3, sum 1.
   */
  @Test
  void twoImagesThroughTwoLayersByHand() {
    List<SwmLayer> net = layers("1x1x8:8-2", 8, 0);
    SwmArray a = new SwmArray(1, 5, 8);
    assertThat(events(net, a, 2, 1))
        .containsExactlyInAnyOrder(
            "0 transform 0 [0,1)",
            "0 transform 1 [1,2)",
            "0 products of spectra 0 [12,13)",
            "0 products of spectra 1 [13,14)",
            "0 transform back 0 [21,22)",
            "0 bias, ReLU, pooling 0 [32,33)",
            "0 transform back 1 [22,23)",
            "0 bias, ReLU, pooling 1 [33,34)",
            "2 real products 0 [39,40)",
            "2 bias, ReLU, pooling 0 [48,49)",
            "2 real products 1 [40,41)",
            "2 bias, ReLU, pooling 1 [49,50)",
            "end 55");
    assertThat(events(net, a, 1, 1)).endsWith("end 53");
  }

  /**
   * An image of 3 x 3 x 4 through 4 filters of 2 x 2 in blocks of 4 with pooling, then 4 to 2: 9
   * pixels transformed once, 4 output pixels of 4 taps each, 4 transforms back.
   */
  @Test
  void aConvolutionByHand() {
    List<SwmLayer> net = layers("3x3x4:4C2-MP2-2", 4, 0);
    assertThat(events(net, new SwmArray(0, 3, 4), 1, 1))
        .containsExactlyInAnyOrder(
            "0 transform 0 [0,9)",
            "0 products of spectra 0 [15,31)",
            "0 transform back 0 [39,43)",
            "0 bias, ReLU, pooling 0 [45,49)",
            "4 real products 0 [54,55)",
            "4 bias, ReLU, pooling 0 [62,63)",
            "end 68");
  }

  /** Rows that fill no window are not computed; nor are pixels transformed that only they see. */
  @Test
  void whatPoolingDropsIsNotComputed() {
    SwmLayer l = layers("8x8x4:4C2-MP2-2", 4, 0).get(0);
    assertThat(l.pixels()).isEqualTo(6 * 6);
    assertThat(l.inputPixels()).isEqualTo(7 * 7);
    SwmLayer padded = layers("8x8x4:4C3p1-MP4-2", 4, 0).get(0);
    assertThat(padded.pixels()).isEqualTo(8 * 8);
    assertThat(padded.inputPixels()).isEqualTo(8 * 8);
    SwmLayer cut = layers("9x9x4:4C3p1-MP4-2", 4, 0).get(0);
    assertThat(cut.pixels()).isEqualTo(8 * 8);
    assertThat(cut.inputPixels()).isEqualTo(9 * 9);
  }

  /** Butterflies with constants other than 1 and -i, counted constant by constant. */
  private static int butterflies(int k) {
    int all = 0;
    for (int n = 2; n <= k; n *= 2) {
      for (int part = 0; part < k / n; part++) {
        for (int j = 0; j < n / 2; j++) {
          boolean plain = j == 0 || 4 * j == n;
          // bins above n/4 follow from those below: the spectrum is symmetric
          all += plain || 4 * j > n ? 0 : 1;
        }
      }
    }
    return all;
  }

  /** Few multipliers: they never wait once they began, so the layer takes what they need. */
  @Property(tries = 150)
  void multipliersThatAreFewSetThePace(
      @ForAll @IntRange(min = 3, max = 9) int side,
      @ForAll @IntRange(min = 1, max = 3) int in,
      @ForAll @IntRange(min = 1, max = 3) int out,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 2, max = 5) int log,
      @ForAll @IntRange(min = 1, max = 3) int bins,
      @ForAll @IntRange(min = 1, max = 7) int groups,
      @ForAll @IntRange(min = 1, max = 3) int together) {
    int k = 1 << log;
    String shape = side + "x" + side + "x" + in * k + ":" + out * k + "C" + kernel + "-2";
    SwmLayer l = layers(shape, k, 0).get(0);
    SwmArray a = new SwmArray(Math.max(1, butterflies(k)), bins, 1 << 20);
    int edge = side - kernel + 1;
    long pixels = (long) edge * edge;
    long forward = (long) together * side * side * in;
    long back = together * pixels * out;
    int perBlock = (k / 2 + 1 + bins - 1) / bins;
    int lanes = Math.max(1, bins / (k / 2 + 1));
    long products = (together * pixels * out + lanes - 1) / lanes * kernel * kernel * in * perBlock;
    int transform = log + 4 * Math.max(0, log - 2) + 1;
    long slack = forward + back + 2 * (transform + 3) + 8 + 2;
    if (products < slack) {
      return;
    }
    long end =
        new SwmWalk(List.of(l), a, together, SwmWalk.Listener.NONE).batch(groups * together, 100);
    long expected =
        forward + (transform + 3) + groups * products + 8 + back + (transform + 3) + OUT;
    assertThat(end - 100).isEqualTo(expected);
  }

  /** One butterfly and many multipliers: the core never waits, transforms and their ways back. */
  @Property(tries = 150)
  void aNarrowCoreSetsThePace(
      @ForAll @IntRange(min = 4, max = 8) int side,
      @ForAll @IntRange(min = 1, max = 2) int in,
      @ForAll @IntRange(min = 1, max = 2) int out,
      @ForAll @IntRange(min = 5, max = 7) int log,
      @ForAll @IntRange(min = 1, max = 3) int core,
      @ForAll @IntRange(min = 1, max = 7) int groups,
      @ForAll @IntRange(min = 1, max = 3) int together) {
    int k = 1 << log;
    String shape = side + "x" + side + "x" + in * k + ":" + out * k + "C2-2";
    SwmLayer l = layers(shape, k, 0).get(0);
    SwmArray a = new SwmArray(core, 1 << 16, 1 << 20);
    long pixels = (long) (side - 1) * (side - 1);
    int cycles = (butterflies(k) + core - 1) / core;
    long forward = (long) together * side * side * in * cycles;
    long back = together * pixels * out * cycles;
    int lanes = (1 << 16) / (k / 2 + 1);
    long products = (together * pixels * out + lanes - 1) / lanes * 4 * in;
    int transform = log + 4 * (log - 2) + 1;
    long between = (transform + 3) + products + 8;
    if (forward < between || back < between) {
      return;
    }
    long end =
        new SwmWalk(List.of(l), a, together, SwmWalk.Listener.NONE).batch(groups * together, 0);
    long expected = groups * (forward + back) + (groups == 1 ? between : 0) + (transform + 3) + OUT;
    assertThat(end).isEqualTo(expected);
  }

  /** Dense layers: dot products back to back, a tree's depth behind them. */
  @Property(tries = 100)
  void denseLayersRunBackToBack(
      @ForAll @IntRange(min = 1, max = 200) int inputs,
      @ForAll @IntRange(min = 1, max = 60) int outputs,
      @ForAll @IntRange(min = 1, max = 40) int multipliers,
      @ForAll @IntRange(min = 1, max = 9) int batch) {
    SwmLayer l = layers("1x1x" + inputs + ":" + outputs).get(0);
    SwmArray a = new SwmArray(0, multipliers, 1 << 20);
    long best = Long.MAX_VALUE;
    int levels = 0;
    for (int log = 0; 1 << log <= 4 * multipliers; log++) {
      int lanes = 4 * multipliers >> log;
      int width = 1 << log;
      long cycles = (long) ((outputs + lanes - 1) / lanes) * ((inputs + width - 1) / width);
      levels = cycles < best ? log : levels;
      best = Math.min(best, cycles);
    }
    long end = new SwmWalk(List.of(l), a, 1, SwmWalk.Listener.NONE).batch(batch, 0);
    assertThat(end).isEqualTo(batch * best + (2 + 3 + levels + 1) + OUT);
  }
}
