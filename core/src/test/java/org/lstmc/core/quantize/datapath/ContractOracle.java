package org.lstmc.core.quantize.datapath;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
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
  private final CirculantOracle circulant;
  private final ChainOracle chain;
  private final Map<String, BigInteger[]> chained = new LinkedHashMap<>();
  private final Map<String, List<BigInteger[][]>> spectra = new LinkedHashMap<>();
  private final BigInteger[][] cell;
  private final BigInteger[][] state;

  ContractOracle(Model m) {
    this.m = m;
    this.q = m.quantization();
    this.circulant = new CirculantOracle(m, this);
    this.chain = new ChainOracle(m, this);
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
    return q.withFormats(f);
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
    if (s.cell() != CellType.LSTM) {
      return gru(l, x);
    }
    int h = s.hiddenSize();
    int fraction = fraction(p + "accumulator");
    FixedFormat a = format(p + "activation");
    FixedFormat c = format(p + "cell");
    BigInteger[] act = new BigInteger[4 * h];
    BigInteger[] acc = new BigInteger[4 * h];
    BigInteger[] gates = new BigInteger[4 * h];
    BigInteger[] hidden = new BigInteger[h];
    BigInteger[] old = state[l].clone();
    spectra.clear();
    chained.clear();
    BigInteger[] products =
        products(
            0,
            4 * h,
            fraction,
            List.of(p + "wx", p + "wh"),
            List.of(x, old),
            p + "input",
            p + "state");
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
            products[r].add(
                raw(p + "bias", r).shiftLeft(fraction - format(p + "bias").fractionBits()));
        if (s.peepholes() && gate != 2) {
          int row = gate == 3 ? 2 : gate;
          int pf = format(p + "peephole").fractionBits() + c.fractionBits();
          sum =
              sum.add(
                  raw(p + "peephole", row * h + k).multiply(cell[l][k]).shiftLeft(fraction - pf));
        }
        acc[r] = modulo(sum, p + "accumulator");
        BigInteger z = to(acc[r], fraction, p + "gate");
        gates[r] = z;
        act[r] = function(gate == 2, z, format(p + "gate"), a);
      }
      BigInteger u = act[3 * h + k].multiply(function(true, cell[l][k], c, a));
      hidden[k] = to(u, 2 * a.fractionBits(), p + (s.projectionSize() > 0 ? "hidden" : "state"));
    }
    state[l] = hidden;
    if (s.projectionSize() > 0) {
      int fp = fraction(p + "projectionAccumulator");
      state[l] = new BigInteger[s.projectionSize()];
      BigInteger[] projected =
          products(
              0,
              state[l].length,
              fp,
              List.of(p + "projection"),
              List.<BigInteger[]>of(hidden),
              p + "hidden");
      for (int r = 0; r < state[l].length; r++) {
        state[l][r] = to(modulo(projected[r], p + "projectionAccumulator"), fp, p + "state");
      }
    }
    last.put(p + "accumulator", acc);
    last.put(p + "gate", gates);
    last.put(p + "activation", act);
    last.put(p + "cell", cell[l].clone());
    last.put(p + "state", state[l].clone());
    return state[l];
  }

  /** One unit after the other, one gate after the other, straight from the page. */
  private BigInteger[] gru(int l, BigInteger[] x) {
    String p = "layers." + l + ".";
    boolean after = m.weights().containsKey(p + "recurrentBias");
    int h = state[l].length;
    int fa = format(p + "activation").fractionBits();
    int fs = format(p + "state").fractionBits();
    BigInteger[] acc = new BigInteger[3 * h];
    BigInteger[] z = new BigInteger[3 * h];
    BigInteger[] act = new BigInteger[3 * h];
    BigInteger[] shut = new BigInteger[h];
    BigInteger[] sums = after ? new BigInteger[h] : null;
    BigInteger[] rounded = after ? new BigInteger[h] : null;
    BigInteger[] next = new BigInteger[h];
    int fraction = fraction(p + "accumulator");
    spectra.clear();
    chained.clear();
    String wx = p + "wx";
    String wh = p + "wh";
    BigInteger[] products =
        products(
            0, 2 * h, fraction, List.of(wx, wh), List.of(x, state[l]), p + "input", p + "state");
    BigInteger[] candidate = null;
    BigInteger[] recurrent = null;
    if (after) {
      int inner = fraction(p + "recurrentAccumulator");
      candidate =
          products(2 * h, 3 * h, fraction, List.of(wx), List.<BigInteger[]>of(x), p + "input");
      recurrent =
          products(2 * h, 3 * h, inner, List.of(wh), List.<BigInteger[]>of(state[l]), p + "state");
    }
    for (int row = 0; row < 3 * h; row++) {
      int k = row % h;
      if (row == 2 * h && !after) {
        for (int j = 0; j < h; j++) {
          shut[j] = to(act[j].multiply(state[l][j]), fa + fs, p + "resetState");
        }
        spectra.remove(wh);
        candidate =
            products(
                2 * h,
                3 * h,
                fraction,
                List.of(wx, wh),
                List.of(x, shut),
                p + "input",
                p + "resetState");
      }
      BigInteger sum = row < 2 * h ? products[row] : candidate[k];
      sum = sum.add(raw(p + "bias", row).shiftLeft(fraction - fractionOf(p + "bias")));
      if (row >= 2 * h && after) {
        int inner = fraction(p + "recurrentAccumulator");
        BigInteger q =
            recurrent[k].add(
                raw(p + "recurrentBias", k).shiftLeft(inner - fractionOf(p + "recurrentBias")));
        sums[k] = modulo(q, p + "recurrentAccumulator");
        rounded[k] = to(sums[k], inner, p + "recurrent");
        int fq = fa + format(p + "recurrent").fractionBits();
        sum = sum.add(act[k].multiply(rounded[k]).shiftLeft(fraction - fq));
      }
      acc[row] = modulo(sum, p + "accumulator");
      z[row] = to(acc[row], fraction, p + "gate");
      act[row] = function(row >= 2 * h, z[row], format(p + "gate"), format(p + "activation"));
    }
    for (int k = 0; k < h; k++) {
      BigInteger open = act[h + k];
      BigInteger shutShare = BigInteger.TWO.pow(fa).subtract(open);
      int common = Math.max(2 * fa, fa + fs);
      BigInteger sum =
          shutShare
              .multiply(act[2 * h + k])
              .shiftLeft(common - 2 * fa)
              .add(open.multiply(state[l][k]).shiftLeft(common - fa - fs));
      next[k] = to(sum, common, p + "state");
    }
    state[l] = next;
    last.put(p + "accumulator", acc);
    last.put(p + "gate", z);
    last.put(p + "activation", act);
    last.put(p + "recurrentAccumulator", sums);
    last.put(p + "recurrent", rounded);
    last.put(p + "resetState", after ? null : shut);
    last.put(p + "state", next.clone());
    return next;
  }

  private int fractionOf(String tensor) {
    return format(tensor).fractionBits();
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

  BigInteger host(double v, String signal) {
    FixedFormat f = format(signal);
    BigInteger r = clampedRound(new BigDecimal(v), f);
    BigDecimal scaled = scale(new BigDecimal(v), f.fractionBits()).add(new BigDecimal("0.5"));
    count(signal, !r.equals(scaled.setScale(0, RoundingMode.FLOOR).toBigInteger()));
    return r;
  }

  BigInteger raw(String tensor, int index) {
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

  /**
   * Aligned products of some rows with a vector each, whatever form the matrices have.
   *
   * @param signals the vectors' names
   */
  private BigInteger[] products(
      int from,
      int to,
      int fraction,
      List<String> tensors,
      List<BigInteger[]> vectors,
      String... signals) {
    BigInteger[] out = zeros(to - from);
    for (int i = 0; i < tensors.size(); i++) {
      String tensor = tensors.get(i);
      BigInteger[] x = vectors.get(i);
      if (chain.covers(tensor)) {
        if (tensor.endsWith("wx")) {
          BigInteger[] h = vectors.size() > 1 ? vectors.get(1) : null;
          BigInteger[] rows = chained.computeIfAbsent(tensor, t -> chain.rows(t, x, h));
          int up = fraction - format(chain.product(tensor)).fractionBits();
          for (int r = from; r < to; r++) {
            out[r - from] = out[r - from].add(rows[r].shiftLeft(up));
          }
        }
        continue;
      }
      if (circulant.block(tensor) == 0) {
        for (int r = from; r < to; r++) {
          out[r - from] = out[r - from].add(product(tensor, r, x, format(signals[i]), fraction));
        }
        continue;
      }
      if (!spectra.containsKey(tensor)) {
        spectra.put(tensor, circulant.spectra(tensor, x, signals[i]));
      }
    }
    for (int i = 0; i < tensors.size(); i++) {
      String tensor = tensors.get(i);
      if (circulant.block(tensor) == 0 || (i == 1 && circulant.joined(tensors.get(0), tensor))) {
        continue;
      }
      List<String> present = new ArrayList<>(List.of(tensor));
      if (i == 0 && tensors.size() == 2 && circulant.joined(tensor, tensors.get(1))) {
        present.add(tensors.get(1));
      }
      BigInteger[] words =
          circulant.rows(
              from, to, present, present.stream().map(spectra::get).toList(), group(tensor));
      int up = fraction - format(tensor + ".inverse").fractionBits();
      for (int r = 0; r < out.length; r++) {
        out[r] = out[r].add(words[r].shiftLeft(up));
      }
    }
    return out;
  }

  /** All matrices that may be summed as spectra with one that leads. */
  private List<String> group(String lead) {
    String wh = lead.replaceFirst("wx$", "wh");
    return lead.endsWith("wx") && circulant.joined(lead, wh) ? List.of(lead, wh) : List.of(lead);
  }

  BigInteger to(BigInteger a, int fraction, String signal) {
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

  BigInteger modulo(BigInteger sum, String accumulator) {
    BigInteger r = wrap(sum, format(accumulator).width());
    count(accumulator, !r.equals(sum));
    return r;
  }

  private int fraction(String accumulator) {
    if (accumulator.endsWith("spectralAccumulator")) {
      return circulant.fraction(group(accumulator.replace(".spectralAccumulator", "")));
    }
    return summands(accumulator).stream().mapToInt(s -> fractionOf(s)).max().orElseThrow();
  }

  private int fractionOf(String[] s) {
    if (chain.covers(s[0])) {
      return format(chain.product(s[0])).fractionBits();
    }
    if (circulant.block(s[0]) > 0) {
      String wx = s[0].replaceFirst("wh$", "wx");
      boolean own = s[0].equals(wx) || !circulant.joined(wx, s[0]) || "alone".equals(s[2]);
      return format((own ? s[0] : wx) + ".inverse").fractionBits();
    }
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
      all.add(new String[] {p + "projection", p + "hidden", ""});
      return all;
    }
    if (accumulator.endsWith("recurrentAccumulator")) {
      all.add(new String[] {p + "wh", p + "state", "alone"});
      all.add(new String[] {p + "recurrentBias", null});
      return all;
    }
    all.add(new String[] {p + "wx", p + "input", ""});
    all.add(new String[] {p + "wh", p + "state", ""});
    all.add(new String[] {p + "bias", null});
    if (m.weights().containsKey(p + "peephole")) {
      all.add(new String[] {p + "peephole", p + "cell"});
    }
    if (m.weights().containsKey(p + "recurrentBias")) {
      all.add(new String[] {p + "activation", p + "recurrent"});
    } else if (hidden(p + "wh") > 0) {
      all.add(new String[] {p + "wh", p + "resetState", ""});
    }
    return all;
  }

  private int width(String accumulator) {
    if (accumulator.endsWith("spectralAccumulator")) {
      return circulant.width(group(accumulator.replace(".spectralAccumulator", "")));
    }
    if (accumulator.endsWith("stepAccumulator")) {
      return chain.width(accumulator);
    }
    int fraction = fraction(accumulator);
    List<String[]> summands = summands(accumulator);
    int rows =
        accumulator.endsWith("recurrentAccumulator")
            ? m.weights().get(summands.get(1)[0]).rows()
            : chain.covers(summands.get(0)[0])
                ? m.weights().get(summands.get(2)[0]).rows()
                : m.weights().get(summands.get(0)[0]).rows();
    int width = 2;
    for (int r = 0; r < rows; r++) {
      BigInteger high = BigInteger.ZERO;
      BigInteger low = BigInteger.ZERO;
      for (String[] s : summands) {
        int up = fraction - fractionOf(s);
        if (s[0].endsWith("activation")) {
          if (r >= rows / 3 * 2) {
            BigInteger[] ends = corners(format(s[0]).width(), format(s[1]).width());
            high = high.add(ends[1].shiftLeft(up));
            low = low.add(ends[0].shiftLeft(up));
          }
          continue;
        }
        if (chain.covers(s[0])) {
          if (s[0].endsWith("wx")) {
            int words = format(chain.product(s[0])).width();
            high = high.add(greatest(words).shiftLeft(up));
            low = low.add(least(words).shiftLeft(up));
          }
          continue;
        }
        if (circulant.block(s[0]) > 0) {
          String wx = s[0].replaceFirst("wh$", "wx");
          boolean own = s[0].equals(wx) || !circulant.joined(wx, s[0]) || s[2].equals("alone");
          if (own && !rowOf(s, r, rows, accumulator).isEmpty()) {
            int words = format(s[0] + ".inverse").width();
            high = high.add(greatest(words).shiftLeft(up));
            low = low.add(least(words).shiftLeft(up));
          }
          continue;
        }
        for (BigInteger w : rowOf(s, r, rows, accumulator)) {
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

  /** The least and the greatest product of two integers of such widths. */
  private static BigInteger[] corners(int a, int b) {
    BigInteger[] ends = {null, null};
    for (BigInteger x : List.of(least(a), greatest(a))) {
      for (BigInteger y : List.of(least(b), greatest(b))) {
        BigInteger v = x.multiply(y);
        ends[0] = ends[0] == null ? v : ends[0].min(v);
        ends[1] = ends[1] == null ? v : ends[1].max(v);
      }
    }
    return ends;
  }

  private List<BigInteger> rowOf(String[] s, int at, int rows, String accumulator) {
    Tensor t = m.weights().get(s[0]);
    List<BigInteger> all = new ArrayList<>();
    boolean gru = !s[0].startsWith("output") && m.weights().get(s[0]).rows() == 3 * hidden(s[0]);
    int row = at;
    if (gru && s[0].endsWith(".wh")) {
      // Rows r and z meet the state; row n the reset state, or the state in a sum of its own.
      int h = hidden(s[0]);
      row = accumulator.endsWith("recurrentAccumulator") ? at + 2 * h : at;
      boolean candidate = row >= 2 * h;
      boolean meets =
          accumulator.endsWith("recurrentAccumulator") || candidate == s[1].endsWith("resetState");
      if (!meets) {
        return all;
      }
    }
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

  private int hidden(String tensor) {
    int l = Integer.parseInt(tensor.split("\\.")[1]);
    LayerSpec s = m.network().layers().get(l);
    return s.cell() == CellType.LSTM ? -1 : s.hiddenSize();
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
