package org.lstmc.core.quantize.datapath;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;

/**
 * "Feed-forward networks" of docs/arithmetic.md written down a second time: maps as arrays [row]
 * [column][channel] with the padding written out, integers without limits.
 */
final class ForwardOracle {
  /** Sums and outputs by signal, as vectors. */
  final Map<String, BigInteger[]> last = new LinkedHashMap<>();

  private final Map<String, BigInteger[]> stored = new LinkedHashMap<>();
  private final Model m;
  private final ContractOracle contract;
  private final CirculantOracle circulant;

  ForwardOracle(Model m) {
    this.m = m;
    contract = new ContractOracle(m);
    circulant = new CirculantOracle(m, contract);
  }

  Map<String, Long> events() {
    return contract.events;
  }

  /** The logits of an image. */
  BigInteger[] run(float[] image) {
    ImageShape shape = m.network().forward().image();
    BigInteger[][][] map = new BigInteger[shape.height()][shape.width()][shape.channels()];
    int at = 0;
    for (BigInteger[][] row : map) {
      for (BigInteger[] pixel : row) {
        for (int c = 0; c < pixel.length; c++) {
          pixel[c] = contract.host(image[at++], "forward.input");
        }
      }
    }
    String signal = "forward.input";
    int l = 0;
    for (ForwardLayer layer : m.network().forward().layers()) {
      if (layer instanceof ForwardLayer.Convolution c) {
        map = product(l, padded(map, c.padding()), c.kernel(), signal);
        signal = "forward." + l + ".output";
      } else if (layer instanceof ForwardLayer.Dense) {
        map = product(l, map, 1, signal);
        signal = "forward." + l + ".output";
      } else if (layer instanceof ForwardLayer.Pooling p) {
        map = pooled(map, p.size(), p.kind() == ForwardLayer.PoolingKind.MAX);
      } else if (layer instanceof ForwardLayer.Relu) {
        for (BigInteger[][] row : map) {
          for (BigInteger[] pixel : row) {
            Arrays.setAll(pixel, c -> pixel[c].max(BigInteger.ZERO));
          }
        }
      } else {
        map = new BigInteger[][][] {{vector(map)}};
      }
      l++;
    }
    return map[0][0];
  }

  static BigInteger[] vector(BigInteger[][][] map) {
    return Arrays.stream(map)
        .flatMap(Arrays::stream)
        .flatMap(Arrays::stream)
        .toArray(BigInteger[]::new);
  }

  private static BigInteger[][][] padded(BigInteger[][][] map, int padding) {
    int channels = map[0][0].length;
    BigInteger[][][] out =
        new BigInteger[map.length + 2 * padding][map[0].length + 2 * padding][channels];
    for (int y = 0; y < out.length; y++) {
      for (int x = 0; x < out[0].length; x++) {
        boolean inside =
            y >= padding && x >= padding && y < map.length + padding && x < map[0].length + padding;
        if (inside) {
          out[y][x] = map[y - padding][x - padding];
        } else {
          Arrays.fill(out[y][x], null);
        }
      }
    }
    return out;
  }

  /** A matrix layer; null elements are the padding's. */
  private BigInteger[][][] product(int l, BigInteger[][][] map, int kernel, String read) {
    String weight = "forward." + l + ".weight";
    String bias = "forward." + l + ".bias";
    String accumulator = "forward." + l + ".accumulator";
    int filters = m.weights().get(bias).data().length;
    int channels = map[0][0].length;
    int fraction = fraction(l, read);
    int height = map.length - kernel + 1;
    int width = map[0].length - kernel + 1;
    boolean blocks = circulant.block(weight) > 0;
    Map<Integer, List<BigInteger[][]>> spectra = new LinkedHashMap<>();
    BigInteger[][][] sums = new BigInteger[height][width][filters];
    BigInteger[][][] out = new BigInteger[height][width][filters];
    boolean logits = l == m.network().forward().layers().size() - 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        BigInteger[] words = blocks ? words(weight, map, kernel, y, x, spectra, read) : null;
        for (int p = 0; p < filters; p++) {
          BigInteger sum = BigInteger.ZERO;
          for (int u = 0; !blocks && u < kernel; u++) {
            for (int v = 0; v < kernel; v++) {
              for (int c = 0; c < channels; c++) {
                BigInteger value = map[y + u][x + v][c];
                if (value != null) {
                  int at = (p * kernel * kernel + u * kernel + v) * channels + c;
                  sum = sum.add(raw(weight, at).multiply(value));
                }
              }
            }
          }
          sum = blocks ? words[p] : sum;
          sum = sum.shiftLeft(fraction - productFraction(l, read));
          int up = fraction - fractionBits(bias);
          sum = sum.add(raw(bias, p).shiftLeft(up));
          sums[y][x][p] = contract.modulo(sum, accumulator);
          out[y][x][p] =
              logits
                  ? sums[y][x][p]
                  : contract.to(sums[y][x][p], fraction, "forward." + l + ".output");
        }
      }
    }
    last.put(accumulator, vector(sums));
    last.put("forward." + l + ".output", vector(out));
    return out;
  }

  /** Block-circulant products of one output pixel; a pixel is transformed when it is first met. */
  private BigInteger[] words(
      String weight,
      BigInteger[][][] map,
      int kernel,
      int y,
      int x,
      Map<Integer, List<BigInteger[][]>> spectra,
      String read) {
    int k = circulant.block(weight);
    List<BigInteger[][]> patch = new ArrayList<>();
    for (int u = 0; u < kernel; u++) {
      for (int v = 0; v < kernel; v++) {
        int row = y + u;
        int col = x + v;
        BigInteger[] pixel = map[row][col];
        patch.addAll(
            spectra.computeIfAbsent(
                row * map[0].length + col,
                i ->
                    pixel[0] == null
                        ? nothing(pixel.length / k, k)
                        : transformed(weight, pixel, read)));
      }
    }
    int filters = m.weights().get(weight).rows();
    return circulant.rows(
        0, filters, List.of(weight), List.<List<BigInteger[][]>>of(patch), List.of(weight));
  }

  private static List<BigInteger[][]> nothing(int groups, int k) {
    BigInteger[][] zero = new BigInteger[k / 2 + 1][2];
    for (BigInteger[] bin : zero) {
      Arrays.fill(bin, BigInteger.ZERO);
    }
    return new ArrayList<>(java.util.Collections.nCopies(groups, zero));
  }

  private List<BigInteger[][]> transformed(String weight, BigInteger[] pixel, String read) {
    int k = circulant.block(weight);
    List<BigInteger[][]> all = new ArrayList<>();
    for (int g = 0; g < pixel.length; g += k) {
      BigInteger[] block = new BigInteger[k];
      for (int n = 0; n < k; n++) {
        BigInteger v = g + n < pixel.length ? pixel[g + n] : BigInteger.ZERO;
        block[n] = contract.to(v, fractionBits(read), weight + ".spectrum");
      }
      all.add(circulant.forward(weight, block));
    }
    return all;
  }

  private BigInteger[][][] pooled(BigInteger[][][] map, int side, boolean max) {
    BigInteger[][][] out =
        new BigInteger[map.length / side][map[0].length / side][map[0][0].length];
    for (int y = 0; y < out.length; y++) {
      for (int x = 0; x < out[0].length; x++) {
        for (int c = 0; c < out[0][0].length; c++) {
          List<BigInteger> window = new ArrayList<>();
          for (int u = 0; u < side; u++) {
            for (int v = 0; v < side; v++) {
              window.add(map[y * side + u][x * side + v][c]);
            }
          }
          out[y][x][c] = max ? window.stream().max(BigInteger::compareTo).get() : mean(window);
        }
      }
    }
    return out;
  }

  private BigInteger mean(List<BigInteger> window) {
    BigDecimal mean =
        new BigDecimal(window.stream().reduce(BigInteger.ZERO, BigInteger::add))
            .divide(new BigDecimal(window.size()));
    return switch (m.quantization().rounding()) {
      case RND -> mean.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
      case TRN -> mean.setScale(0, RoundingMode.FLOOR).toBigInteger();
      case RND_CONV -> mean.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    };
  }

  /** The least width of a layer's sums that cannot overflow. */
  int width(int l, String read) {
    String weight = "forward." + l + ".weight";
    String bias = "forward." + l + ".bias";
    int cols = m.weights().get(weight).cols();
    boolean blocks = circulant.block(weight) > 0;
    int up = fraction(l, read) - productFraction(l, read);
    int width = 2;
    int words = m.quantization().formats().get(blocks ? weight + ".inverse" : read).width();
    BigInteger[] ends = {
      BigInteger.TWO.pow(words - 1).negate(), BigInteger.TWO.pow(words - 1).subtract(BigInteger.ONE)
    };
    for (int p = 0; p < m.weights().get(weight).rows(); p++) {
      BigInteger high = BigInteger.ZERO;
      BigInteger low = BigInteger.ZERO;
      for (int c = 0; c < (blocks ? 1 : cols); c++) {
        BigInteger w = blocks ? BigInteger.ONE : raw(weight, p * cols + c);
        high = high.add(w.multiply(ends[0]).max(w.multiply(ends[1])));
        low = low.add(w.multiply(ends[0]).min(w.multiply(ends[1])));
      }
      BigInteger b = raw(bias, p).shiftLeft(fraction(l, read) - fractionBits(bias));
      high = high.shiftLeft(up).add(b);
      low = low.shiftLeft(up).add(b);
      width = Math.max(width, Math.max(high.bitLength(), low.bitLength()) + 1);
    }
    return width;
  }

  /** The least width of a layer's spectral sums that cannot overflow. */
  int spectralWidth(int l) {
    return circulant.width(List.of("forward." + l + ".weight"));
  }

  private BigInteger raw(String tensor, int index) {
    BigInteger[] raws =
        stored.computeIfAbsent(tensor, t -> new BigInteger[m.weights().get(tensor).data().length]);
    if (raws[index] == null) {
      raws[index] = contract.raw(tensor, index);
    }
    return raws[index];
  }

  private int fraction(int l, String read) {
    return Math.max(productFraction(l, read), fractionBits("forward." + l + ".bias"));
  }

  private int productFraction(int l, String read) {
    String weight = "forward." + l + ".weight";
    return circulant.block(weight) > 0
        ? fractionBits(weight + ".inverse")
        : fractionBits(weight) + fractionBits(read);
  }

  private int fractionBits(String name) {
    return m.quantization().formats().get(name).fractionBits();
  }
}
