package org.lstmc.core.quantize.datapath;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;

/**
 * docs/arithmetic.md written down a second time, with integers without limits and nothing shared
 * with the datapath. Slow on purpose.
 */
final class ContractOracle {
  final Map<String, Long> events = new LinkedHashMap<>();
  final Map<String, BigInteger[]> last = new LinkedHashMap<>();
  private final Model m;
  private final QuantizationSpec q;
  private final BigInteger[][] cell;
  private final BigInteger[][] state;

  ContractOracle(Model m) {
    this.m = m;
    this.q = m.quantization();
    int n = m.network().layers().size();
    cell = new BigInteger[n][];
    state = new BigInteger[n][];
    for (int l = 0; l < n; l++) {
      cell[l] = zeros(m.network().layers().get(l).hiddenSize());
      state[l] = zeros(m.network().layers().get(l).outputSize());
    }
  }

  /**
   * The least width for which no row can leave its range: {@code summands} as rows of text names.
   */
  static int provableWidth(Model m, Map<String, FixedFormat> f, String accumulator) {
    ContractOracle o = new ContractOracle(m.withQuantization(spec(m, f)));
    return o.width(accumulator);
  }

  private static QuantizationSpec spec(Model m, Map<String, FixedFormat> f) {
    QuantizationSpec q = m.quantization();
    return new QuantizationSpec(
        q.contract(), f, q.rounding(), q.overflow(), q.sigmoid(), q.tanh(), Map.of());
  }

  BigInteger[] step(int token, float[] features) {
    BigInteger[] x = input(token, features);
    for (int l = 0; l < cell.length; l++) {
      x = layer(l, x);
    }
    return x;
  }

  BigInteger[] logits(BigInteger[] y) {
    int fraction = fraction("output.accumulator");
    int classes = m.network().classes();
    BigInteger[] out = new BigInteger[classes];
    for (int r = 0; r < classes; r++) {
      BigInteger sum =
          product(
              "output.weight", r, y, format("layers." + (cell.length - 1) + ".state"), fraction);
      sum =
          sum.add(raw("output.bias", r).shiftLeft(fraction - format("output.bias").fractionBits()));
      out[r] = modulo(sum, "output.accumulator");
    }
    return out;
  }

  private BigInteger[] layer(int l, BigInteger[] x) {
    String p = "layers." + l + ".";
    LayerSpec s = m.network().layers().get(l);
    int h = s.hiddenSize();
    int fraction = fraction(p + "accumulator");
    FixedFormat a = format(p + "activation");
    FixedFormat c = format(p + "cell");
    BigInteger[] act = new BigInteger[4 * h];
    BigInteger[] acc = new BigInteger[4 * h];
    BigInteger[] hidden = new BigInteger[h];
    BigInteger[] old = state[l].clone();
    for (int k = 0; k < h; k++) {
      for (int gate : new int[] {0, 1, 2, -1, 3}) {
        if (gate == -1) {
          BigInteger fc = act[h + k].multiply(cell[l][k]);
          BigInteger ig = act[k].multiply(act[2 * h + k]);
          int ff = a.fractionBits() + c.fractionBits();
          int fi = 2 * a.fractionBits();
          int common = Math.max(ff, fi);
          cell[l][k] =
              to(fc.shiftLeft(common - ff).add(ig.shiftLeft(common - fi)), common, p + "cell");
          continue;
        }
        int r = gate * h + k;
        BigInteger sum =
            product(p + "wx", r, x, format(p + "input"), fraction)
                .add(product(p + "wh", r, old, format(p + "state"), fraction))
                .add(raw(p + "bias", r).shiftLeft(fraction - format(p + "bias").fractionBits()));
        if (s.peepholes() && gate != 2) {
          int row = gate == 3 ? 2 : gate;
          int pf = format(p + "peephole").fractionBits() + c.fractionBits();
          sum =
              sum.add(
                  raw(p + "peephole", row * h + k).multiply(cell[l][k]).shiftLeft(fraction - pf));
        }
        acc[r] = modulo(sum, p + "accumulator");
        BigInteger z = to(acc[r], fraction, p + "gate");
        act[r] = function(gate == 2, z, format(p + "gate"), a);
      }
      BigInteger u = act[3 * h + k].multiply(function(true, cell[l][k], c, a));
      hidden[k] = to(u, 2 * a.fractionBits(), p + (s.projectionSize() > 0 ? "hidden" : "state"));
    }
    state[l] = hidden;
    if (s.projectionSize() > 0) {
      int fp = fraction(p + "projectionAccumulator");
      state[l] = new BigInteger[s.projectionSize()];
      for (int r = 0; r < state[l].length; r++) {
        BigInteger sum = product(p + "projection", r, hidden, format(p + "hidden"), fp);
        state[l][r] = to(modulo(sum, p + "projectionAccumulator"), fp, p + "state");
      }
    }
    last.put(p + "accumulator", acc);
    last.put(p + "activation", act);
    last.put(p + "cell", cell[l].clone());
    last.put(p + "state", state[l].clone());
    return state[l];
  }

  private BigInteger[] input(int token, float[] features) {
    InputSpec in = m.network().input();
    BigInteger[] x = zeros(in.size());
    for (int k = 0; k < x.length; k++) {
      x[k] =
          switch (in.kind()) {
            case EMBEDDING ->
                to(
                    raw("embedding.weight", token * in.size() + k),
                    format("embedding.weight").fractionBits(),
                    "layers.0.input");
            case ONE_HOT -> k == token ? host(1.0, "layers.0.input") : BigInteger.ZERO;
            case FEATURES -> host(features[k], "layers.0.input");
          };
    }
    return x;
  }

  private BigInteger function(boolean tanh, BigInteger r, FixedFormat in, FixedFormat out) {
    ActivationSpec spec = tanh ? q.tanh() : q.sigmoid();
    int f = in.fractionBits();
    if (spec.kind() == ActivationSpec.Kind.TABLE) {
      long n = spec.entries();
      int log = (int) Math.round(Math.log(n) / Math.log(2));
      int range = (int) Math.round(Math.log(spec.range()) / Math.log(2));
      int s = f + range + 1 - log;
      if (s < 0) {
        n >>= -s;
        s = 0;
      }
      long k = Math.min(n - 1, Math.max(0, r.shiftRight(s).longValueExact() + n / 2));
      double x = ((2 * (k - n / 2) + 1) * Math.pow(2, s) - 1) / Math.pow(2, f + 1);
      return clampedRound(BigDecimal.valueOf(0).add(new BigDecimal(real(tanh, x))), out);
    }
    int segments = spec.entries();
    long b = (long) Math.floor(spec.range() * Math.pow(2, f) + 0.5);
    long x = r.max(BigInteger.valueOf(-b)).min(BigInteger.valueOf(b - 1)).longValueExact();
    long k = (x + b) * segments / (2 * b);
    long start = (2 * b * k + segments - 1) / segments - b;
    long end = (2 * b * (k + 1) + segments - 1) / segments - b;
    double lo = start / Math.pow(2, f);
    double hi = end / Math.pow(2, f);
    double slope = (real(tanh, hi) - real(tanh, lo)) / (hi - lo);
    double min = 0;
    double max = 0;
    for (int j = 0; j < 256; j++) {
      double dx = (hi - lo) * j / 256;
      double d = real(tanh, lo + dx) - (real(tanh, lo) + slope * dx);
      min = Math.min(min, d);
      max = Math.max(max, d);
    }
    int g = out.fractionBits() + 2;
    long slopeRaw = (long) Math.floor(slope * Math.pow(2, g) + 0.5);
    long interceptRaw =
        (long) Math.floor((real(tanh, lo) + (min + max) / 2) * Math.pow(2, g) + 0.5);
    BigInteger sum =
        BigInteger.valueOf(slopeRaw)
            .multiply(BigInteger.valueOf(x - start))
            .shiftLeft(Math.max(0, -f))
            .add(BigInteger.valueOf(interceptRaw).shiftLeft(Math.max(0, f)));
    BigDecimal value =
        new BigDecimal(sum).divide(new BigDecimal(BigInteger.TWO.pow(g + Math.max(0, f))));
    return clampedRound(value, out);
  }

  private static double real(boolean tanh, double x) {
    return tanh ? StrictMath.tanh(x) : 1 / (1 + StrictMath.exp(-x));
  }

  private static BigInteger clampedRound(BigDecimal value, FixedFormat f) {
    BigDecimal scaled = scale(value, f.fractionBits()).add(new BigDecimal("0.5"));
    return scaled
        .setScale(0, RoundingMode.FLOOR)
        .toBigInteger()
        .max(least(f.width()))
        .min(greatest(f.width()));
  }

  private BigInteger host(double v, String signal) {
    FixedFormat f = format(signal);
    BigInteger r = clampedRound(new BigDecimal(v), f);
    BigDecimal scaled = scale(new BigDecimal(v), f.fractionBits()).add(new BigDecimal("0.5"));
    count(signal, !r.equals(scaled.setScale(0, RoundingMode.FLOOR).toBigInteger()));
    return r;
  }

  private BigInteger raw(String tensor, int index) {
    Mask mask = m.masks().get(tensor);
    if (mask != null && !mask.kept().get(index)) {
      return BigInteger.ZERO;
    }
    return clampedRound(new BigDecimal(m.weights().get(tensor).data()[index]), format(tensor));
  }

  private BigInteger product(
      String tensor, int row, BigInteger[] x, FixedFormat vector, int fraction) {
    int up = fraction - format(tensor).fractionBits() - vector.fractionBits();
    BigInteger sum = BigInteger.ZERO;
    for (int c = 0; c < x.length; c++) {
      sum = sum.add(raw(tensor, row * x.length + c).multiply(x[c]));
    }
    return sum.shiftLeft(up);
  }

  private BigInteger to(BigInteger a, int fraction, String signal) {
    FixedFormat f = format(signal);
    BigDecimal v = scale(new BigDecimal(a), f.fractionBits() - fraction);
    BigInteger r =
        switch (q.rounding()) {
          case RND -> v.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
          case TRN -> v.setScale(0, RoundingMode.FLOOR).toBigInteger();
          case RND_CONV -> v.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        };
    boolean outside = r.compareTo(least(f.width())) < 0 || r.compareTo(greatest(f.width())) > 0;
    count(signal, outside);
    if (q.overflow() == Overflow.SAT) {
      return r.max(least(f.width())).min(greatest(f.width()));
    }
    return wrap(r, f.width());
  }

  private BigInteger modulo(BigInteger sum, String accumulator) {
    BigInteger r = wrap(sum, format(accumulator).width());
    count(accumulator, !r.equals(sum));
    return r;
  }

  private int fraction(String accumulator) {
    return summands(accumulator).stream().mapToInt(s -> fractionOf(s)).max().orElseThrow();
  }

  private int fractionOf(String[] s) {
    return format(s[0]).fractionBits() + (s[1] == null ? 0 : format(s[1]).fractionBits());
  }

  private List<String[]> summands(String accumulator) {
    List<String[]> all = new ArrayList<>();
    if (accumulator.startsWith("output")) {
      all.add(new String[] {"output.weight", "layers." + (cell.length - 1) + ".state"});
      all.add(new String[] {"output.bias", null});
      return all;
    }
    String p = accumulator.substring(0, accumulator.lastIndexOf('.') + 1);
    if (accumulator.endsWith("projectionAccumulator")) {
      all.add(new String[] {p + "projection", p + "hidden"});
      return all;
    }
    all.add(new String[] {p + "wx", p + "input"});
    all.add(new String[] {p + "wh", p + "state"});
    all.add(new String[] {p + "bias", null});
    if (m.weights().containsKey(p + "peephole")) {
      all.add(new String[] {p + "peephole", p + "cell"});
    }
    return all;
  }

  private int width(String accumulator) {
    int fraction = fraction(accumulator);
    List<String[]> summands = summands(accumulator);
    int rows = m.weights().get(summands.get(0)[0]).rows();
    int width = 2;
    for (int r = 0; r < rows; r++) {
      BigInteger high = BigInteger.ZERO;
      BigInteger low = BigInteger.ZERO;
      for (String[] s : summands) {
        int up = fraction - fractionOf(s);
        for (BigInteger w : rowOf(s, r, rows)) {
          BigInteger big = s[1] == null ? w : w.multiply(greatest(format(s[1]).width()));
          BigInteger small = s[1] == null ? w : w.multiply(least(format(s[1]).width()));
          high = high.add(big.max(small).shiftLeft(up));
          low = low.add(big.min(small).shiftLeft(up));
        }
      }
      while (high.compareTo(greatest(width)) > 0 || low.compareTo(least(width)) < 0) {
        width++;
      }
    }
    return width;
  }

  private List<BigInteger> rowOf(String[] s, int row, int rows) {
    Tensor t = m.weights().get(s[0]);
    List<BigInteger> all = new ArrayList<>();
    if (s[0].endsWith("peephole")) {
      int h = rows / 4;
      int gate = row / h;
      if (gate != 2) {
        all.add(raw(s[0], (gate == 3 ? 2 : gate) * h + row % h));
      }
      return all;
    }
    for (int c = 0; c < t.cols(); c++) {
      all.add(raw(s[0], row * t.cols() + c));
    }
    return all;
  }

  private void count(String signal, boolean event) {
    events.merge(signal, event ? 1L : 0L, Long::sum);
  }

  private FixedFormat format(String name) {
    return q.formats().get(name);
  }

  private static BigDecimal scale(BigDecimal v, int up) {
    return up >= 0
        ? v.multiply(new BigDecimal(BigInteger.TWO.pow(up)))
        : v.divide(new BigDecimal(BigInteger.TWO.pow(-up)));
  }

  private static BigInteger wrap(BigInteger v, int width) {
    BigInteger half = BigInteger.TWO.pow(width - 1);
    return v.add(half).mod(BigInteger.TWO.pow(width)).subtract(half);
  }

  private static BigInteger greatest(int width) {
    return BigInteger.TWO.pow(width - 1).subtract(BigInteger.ONE);
  }

  private static BigInteger least(int width) {
    return BigInteger.TWO.pow(width - 1).negate();
  }

  private static BigInteger[] zeros(int n) {
    BigInteger[] z = new BigInteger[n];
    java.util.Arrays.fill(z, BigInteger.ZERO);
    return z;
  }
}
