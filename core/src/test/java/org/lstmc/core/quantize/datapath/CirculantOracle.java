package org.lstmc.core.quantize.datapath;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/**
 * "Block-circulant products" of docs/arithmetic.md written down a second time: recursive where the
 * datapath is in place, complex numbers as pairs, integers without limits.
 */
final class CirculantOracle {
  private final Model m;
  private final ContractOracle contract;
  private final Map<String, BigInteger[]> stored = new HashMap<>();

  CirculantOracle(Model m, ContractOracle contract) {
    this.m = m;
    this.contract = contract;
  }

  /** Block size; 0 where the tensor is not block-circulant. */
  int block(String tensor) {
    var c = m.compression().matrices().get(tensor);
    return c == null || !c.scheme().equals("block-circulant") ? 0 : c.parameters().get("block");
  }

  /** Whether the second matrix is summed with the first before the inverse transform. */
  boolean joined(String first, String second) {
    return block(first) > 0
        && block(first) == block(second)
        && m.quantization()
            .forwardHalvings()
            .get(first)
            .equals(m.quantization().forwardHalvings().get(second));
  }

  /** Spectra of the blocks of a vector, [block][bin]{re, im}. */
  List<BigInteger[][]> spectra(String tensor, BigInteger[] v, String vector) {
    int k = block(tensor);
    List<BigInteger[][]> all = new ArrayList<>();
    for (int at = 0; at < m.weights().get(tensor).cols(); at += k) {
      BigInteger[] block = new BigInteger[k];
      for (int n = 0; n < k; n++) {
        BigInteger raw = at + n < v.length ? v[at + n] : BigInteger.ZERO;
        block[n] = contract.to(raw, format(vector).fractionBits(), tensor + ".spectrum");
      }
      int shifted = m.quantization().forwardHalvings().get(tensor);
      all.add(forward(block, k >> shifted, tensor + ".spectrum"));
    }
    return all;
  }

  /** The spectrum of one block of words. */
  BigInteger[][] forward(String tensor, BigInteger[] block) {
    int shifted = m.quantization().forwardHalvings().get(tensor);
    return forward(block, block.length >> shifted, tensor + ".spectrum");
  }

  private BigInteger[][] forward(BigInteger[] x, int limit, String signal) {
    int n = x.length;
    if (n == 1) {
      return new BigInteger[][] {{x[0], BigInteger.ZERO}};
    }
    BigInteger[] even = new BigInteger[n / 2];
    BigInteger[] odd = new BigInteger[n / 2];
    for (int i = 0; i < n / 2; i++) {
      even[i] = x[2 * i];
      odd[i] = x[2 * i + 1];
    }
    BigInteger[][] e = forward(even, limit, signal);
    BigInteger[][] o = forward(odd, limit, signal);
    int more = n > limit ? 1 : 0;
    BigInteger[][] out = new BigInteger[n / 2 + 1][];
    out[0] = real(word(e[0][0].add(o[0][0]), more, signal));
    out[n / 2] = real(word(e[0][0].subtract(o[0][0]), more, signal));
    if (n >= 4) {
      int q = n / 4;
      out[q] = new BigInteger[] {word(e[q][0], more, signal), word(o[q][0].negate(), more, signal)};
    }
    int t = format("twiddle").fractionBits();
    for (int j = 1; j < n / 4; j++) {
      BigInteger c = twiddle(j, n, false);
      BigInteger s = twiddle(j, n, true);
      BigInteger p = c.multiply(o[j][0]).add(s.multiply(o[j][1]));
      BigInteger r = c.multiply(o[j][1]).subtract(s.multiply(o[j][0]));
      BigInteger re = e[j][0].shiftLeft(t);
      BigInteger im = e[j][1].shiftLeft(t);
      out[j] =
          new BigInteger[] {word(re.add(p), t + more, signal), word(im.add(r), t + more, signal)};
      out[n / 2 - j] =
          new BigInteger[] {
            word(re.subtract(p), t + more, signal), word(r.subtract(im), t + more, signal)
          };
    }
    return out;
  }

  private BigInteger[] inverse(BigInteger[][] x, int limit, String signal) {
    int n = 2 * (x.length - 1);
    if (n == 0) {
      return new BigInteger[] {x[0][0]};
    }
    int more = n > limit ? 1 : 0;
    int t = format("twiddle").fractionBits();
    BigInteger[][] e = new BigInteger[n / 4 + 1][];
    BigInteger[][] o = new BigInteger[n / 4 + 1][];
    e[0] = real(word(x[0][0].add(x[n / 2][0]), more, signal));
    o[0] = real(word(x[0][0].subtract(x[n / 2][0]), more, signal));
    if (n >= 4) {
      BigInteger two = BigInteger.TWO;
      e[n / 4] = real(word(x[n / 4][0].multiply(two), more, signal));
      o[n / 4] = real(word(x[n / 4][1].multiply(two).negate(), more, signal));
    }
    for (int j = 1; j < n / 4; j++) {
      BigInteger[] y = x[n / 2 - j];
      BigInteger dr = x[j][0].subtract(y[0]);
      BigInteger di = x[j][1].add(y[1]);
      BigInteger c = twiddle(j, n, false);
      BigInteger s = twiddle(j, n, true);
      e[j] =
          new BigInteger[] {
            word(x[j][0].add(y[0]), more, signal), word(x[j][1].subtract(y[1]), more, signal)
          };
      o[j] =
          new BigInteger[] {
            word(c.multiply(dr).subtract(s.multiply(di)), t + more, signal),
            word(c.multiply(di).add(s.multiply(dr)), t + more, signal)
          };
    }
    BigInteger[] even = inverse(e, limit, signal);
    BigInteger[] odd = inverse(o, limit, signal);
    BigInteger[] out = new BigInteger[n];
    for (int i = 0; i < n / 2; i++) {
      out[2 * i] = even[i];
      out[2 * i + 1] = odd[i];
    }
    return out;
  }

  /** Products of some rows, in the format of the lead's inverse transform. */
  BigInteger[] rows(
      int from, int to, List<String> present, List<List<BigInteger[][]>> x, List<String> group) {
    String lead = group.get(0);
    int k = block(lead);
    int f = fraction(group);
    String accumulator = lead + ".spectralAccumulator";
    BigInteger[] out = new BigInteger[to - from];
    for (int i = from / k; i <= (to - 1) / k; i++) {
      BigInteger[][] sum = new BigInteger[k / 2 + 1][];
      for (int b = 0; b <= k / 2; b++) {
        BigInteger re = BigInteger.ZERO;
        BigInteger im = BigInteger.ZERO;
        for (int g = 0; g < present.size(); g++) {
          String tensor = present.get(g);
          int up = f - fraction(List.of(tensor));
          for (int j = 0; j < x.get(g).size(); j++) {
            BigInteger[] w = weight(tensor, i, j, b);
            BigInteger[] v = x.get(g).get(j)[b];
            re = re.add(w[0].multiply(v[0]).subtract(w[1].multiply(v[1])).shiftLeft(up));
            im = im.add(w[0].multiply(v[1]).add(w[1].multiply(v[0])).shiftLeft(up));
          }
        }
        boolean isReal = b == 0 || b == k / 2;
        sum[b] =
            new BigInteger[] {
              contract.to(contract.modulo(re, accumulator), f, lead + ".inverse"),
              isReal
                  ? BigInteger.ZERO
                  : contract.to(contract.modulo(im, accumulator), f, lead + ".inverse")
            };
      }
      int forward = m.quantization().forwardHalvings().get(lead);
      BigInteger[] block = inverse(sum, 1 << forward, lead + ".inverse");
      for (int r = 0; r < k; r++) {
        if (i * k + r >= from && i * k + r < to) {
          out[i * k + r - from] = block[r];
        }
      }
    }
    return out;
  }

  /** Fraction of a group's spectral sums. */
  int fraction(List<String> group) {
    return group.stream()
        .mapToInt(t -> format(t).fractionBits() + format(t + ".spectrum").fractionBits())
        .max()
        .orElseThrow();
  }

  /** The least width of a group's spectral sums that cannot overflow. */
  int width(List<String> group) {
    int f = fraction(group);
    Tensor first = m.weights().get(group.get(0));
    int k = block(group.get(0));
    int width = 2;
    for (int i = 0; i * k < first.rows(); i++) {
      for (int b = 0; b <= k / 2; b++) {
        for (boolean imaginary : b == 0 || b == k / 2 ? new boolean[] {false} : BOTH) {
          BigInteger high = BigInteger.ZERO;
          BigInteger low = BigInteger.ZERO;
          for (String tensor : group) {
            int up = f - fraction(List.of(tensor));
            BigInteger max = BigInteger.TWO.pow(format(tensor + ".spectrum").width() - 1);
            BigInteger[] ends = {max.negate(), max.subtract(BigInteger.ONE)};
            for (int j = 0; j * k < m.weights().get(tensor).cols(); j++) {
              BigInteger[] w = weight(tensor, i, j, b);
              for (BigInteger v : List.of(w[0], imaginary ? w[1] : w[1].negate())) {
                BigInteger a = v.multiply(ends[0]).shiftLeft(up);
                BigInteger c = v.multiply(ends[1]).shiftLeft(up);
                high = high.add(a.max(c));
                low = low.add(a.min(c));
              }
            }
          }
          width = Math.max(width, Math.max(high.bitLength(), low.bitLength()) + 1);
        }
      }
    }
    return width;
  }

  private static final boolean[] BOTH = {false, true};

  /** A stored bin: the transform of the block's first column, host-rounded. */
  private BigInteger[] weight(String tensor, int i, int j, int b) {
    String key = tensor + "/" + i + "/" + j + "/" + b;
    if (!stored.containsKey(key)) {
      stored.put(key, bin(tensor, i, j, b));
    }
    return stored.get(key);
  }

  private BigInteger[] bin(String tensor, int i, int j, int b) {
    Tensor t = m.weights().get(tensor);
    int k = block(tensor);
    float[] w = new BlockCirculant(t.rows(), t.cols(), k).vectors(t).data();
    int q = (t.cols() + k - 1) / k;
    double re = 0;
    double im = 0;
    for (int n = 0; n < k; n++) {
      double v = w[(i * q + j) * k + n];
      re += v * circle(b * n, k);
      im -= v * circle(b * n - k / 4.0, k);
    }
    boolean isReal = b == 0 || b == k / 2;
    return new BigInteger[] {host(re, tensor), isReal ? BigInteger.ZERO : host(im, tensor)};
  }

  private BigInteger twiddle(int j, int n, boolean sine) {
    return host(circle(sine ? j - n / 4.0 : j, n), "twiddle");
  }

  /** cos(2 pi m / n): fdlibm up to an eighth of the circle, mirrored beyond. */
  private static double circle(double m, int n) {
    double turn = Math.abs(m / n) % 1;
    turn = Math.min(turn, 1 - turn);
    if (turn > 0.25) {
      return -circle(n * (0.5 - turn), n);
    }
    return turn <= 0.125
        ? StrictMath.cos(2 * Math.PI * (turn * n) / n)
        : StrictMath.sin(2 * Math.PI * ((0.25 - turn) * n) / n);
  }

  private BigInteger host(double v, String name) {
    FixedFormat f = format(name);
    BigInteger half = BigInteger.TWO.pow(f.width() - 1);
    BigDecimal scaled = new BigDecimal(v);
    BigDecimal unit = new BigDecimal(BigInteger.TWO.pow(Math.abs(f.fractionBits())));
    scaled = f.fractionBits() >= 0 ? scaled.multiply(unit) : scaled.divide(unit);
    return scaled
        .add(new BigDecimal("0.5"))
        .setScale(0, RoundingMode.FLOOR)
        .toBigInteger()
        .max(half.negate())
        .min(half.subtract(BigInteger.ONE));
  }

  /** A word from its exact value with so many bits more. */
  private BigInteger word(BigInteger exact, int more, String signal) {
    return contract.to(exact, format(signal).fractionBits() + more, signal);
  }

  private static BigInteger[] real(BigInteger v) {
    return new BigInteger[] {v, BigInteger.ZERO};
  }

  private FixedFormat format(String name) {
    return m.quantization().formats().get(name);
  }
}
