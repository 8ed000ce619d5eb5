package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.quantize.datapath.FixedForward;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Execution;

/**
 * Runs a quantized network with values: every event of the schedule moves its words, in its order.
 * A buffer that is read before its words are there, or written while it is read, is a fault of the
 * schedule and ends the run.
 */
final class SwmMachine implements SwmWalk.Listener {
  private final SwmConfig config;
  private final Map<Integer, LayerValues> values = new HashMap<>();
  private final long[][] maps;
  private long[][] results;
  private long[][] lastRead;

  // of the layer under way, by group
  private final Map<Integer, long[][][][]> spectra = new HashMap<>();
  private final Map<Integer, long[][][]> sums = new HashMap<>();
  private final Map<Integer, long[][][]> products = new HashMap<>();
  private final Map<String, Long> readable = new HashMap<>();
  private final Map<String, Long> free = new HashMap<>();

  private SwmMachine(SwmConfig config, IntegerNetwork net, long[][] images) {
    this.config = config;
    this.maps = images;
    this.results = new long[images.length][];
    FixedForward forward = net.forward();
    for (SwmLayer l : config.layers()) {
      int width = l.spectral() ? 1 : l.dotWidth(config.array());
      values.put(
          l.number(),
          new LayerValues(
              l,
              forward.product(l.number()),
              net.quantization(),
              after(forward.spec(), l.number()),
              width));
    }
  }

  /** What follows a layer up to the next one with a matrix. */
  private static List<ForwardLayer> after(ForwardSpec spec, int layer) {
    List<ForwardLayer> all = new ArrayList<>();
    for (int l = layer + 1; l < spec.layers().size(); l++) {
      if (spec.matrixLayers().contains(l)) {
        break;
      }
      all.add(spec.layers().get(l));
    }
    return all;
  }

  /** Runs a sequence of images; what the last layer read stands as states. */
  static Execution run(Model model, SwmConfig c, Sequence s) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    if (s.length() < 1 || s.features() == null) {
      throw LstmcException.badInput("the sequence holds no images");
    }
    IntegerNetwork net = IntegerNetwork.of(model);
    int size = c.image().size();
    long[][] states = new long[s.length()][];
    long[][] logits = new long[s.length()][];
    for (int first = 0; first < s.length(); first += c.batch()) {
      int batch = Math.min(c.batch(), s.length() - first);
      long[][] images = new long[batch][size];
      for (int i = 0; i < batch; i++) {
        float[] values = s.frame(first + i, size);
        Arrays.setAll(images[i], n -> FixedArithmetic.fromDouble(values[n], net.forward().input()));
      }
      SwmMachine machine = new SwmMachine(c, net, images);
      new SwmWalk(c.layers(), c.array(), c.together(), machine).batch(batch, 0);
      System.arraycopy(machine.results, 0, logits, first, batch);
      System.arraycopy(machine.lastRead, 0, states, first, batch);
    }
    long cycles = SwmTiming.total(c, s.length());
    return new Execution(states, new long[s.length()][0], logits, cycles);
  }

  private int firstImage(int group) {
    return group * config.together();
  }

  private int images(int group) {
    return Math.min(config.together(), maps.length - firstImage(group));
  }

  @Override
  public void work(String unit, SwmLayer l, int group, String phase, long from, long to) {
    LayerValues v = values.get(l.number());
    int k = l.block();
    switch (phase) {
      case SwmWalk.TRANSFORM -> {
        overwrite("spectra", group, from);
        long[][][][] all = new long[images(group)][][][];
        Arrays.setAll(all, i -> v.transform(maps[firstImage(group) + i]));
        spectra.put(group, all);
        readable.put("spectra " + group, to + SwmDepths.forward(k));
      }
      case SwmWalk.SPECTRAL -> {
        await("spectra " + group, from);
        overwrite("sums", group, from);
        long outputs = l.pixels() * v.outputsOfPixel();
        long[][][] all = new long[images(group)][(int) outputs][];
        long[][][][] read = spectra.remove(group);
        for (int i = 0; i < all.length; i++) {
          for (int o = 0; o < outputs; o++) {
            all[i][o] = v.spectralSum(read[i], o);
          }
        }
        sums.put(group, all);
        readable.put("sums " + group, to + SwmDepths.products());
        free.put("spectra " + group, to);
      }
      case SwmWalk.BACK -> {
        await("sums " + group, from);
        long[][][] all = new long[images(group)][][];
        long[][][] read = sums.remove(group);
        for (int i = 0; i < all.length; i++) {
          all[i] = rows(v, read[i]);
        }
        products.put(group, all);
        readable.put("products " + group, from + SwmDepths.inverse(k));
        free.put("sums " + group, to);
      }
      case SwmWalk.REAL -> {
        long[][][] all = new long[images(group)][(int) l.pixels()][l.matrix().rows()];
        for (int i = 0; i < all.length; i++) {
          for (long o = 0; o < l.sums(); o++) {
            all[i][(int) (o / l.matrix().rows())][(int) (o % l.matrix().rows())] =
                v.dot(maps[firstImage(group) + i], o);
          }
        }
        products.put(group, all);
        readable.put("products " + group, from + SwmDepths.dot(l.dotWidth(config.array())));
      }
      default -> {
        await("products " + group, from);
        long[][][] read = products.remove(group);
        for (int i = 0; i < read.length; i++) {
          results[firstImage(group) + i] = v.finish(read[i]);
        }
      }
    }
  }

  /** Blocks of an image as words of rows; those that fill up the last block are dropped. */
  private static long[][] rows(LayerValues v, long[][] held) {
    int k = v.layer().block();
    int blocks = v.outputsOfPixel();
    int rows = v.layer().matrix().rows();
    long[][] all = new long[held.length / blocks][rows];
    for (int o = 0; o < held.length; o++) {
      long[] block = v.back(held[o]);
      int first = o % blocks * k;
      System.arraycopy(block, 0, all[o / blocks], first, Math.min(k, rows - first));
    }
    return all;
  }

  @Override
  public void ends(SwmLayer layer, long from, long to) {
    lastRead = maps.clone();
    System.arraycopy(results, 0, maps, 0, maps.length);
    results = layer.last() ? results : new long[maps.length][];
    readable.clear();
    free.clear();
  }

  private void await(String what, long cycle) {
    if (!readable.containsKey(what) || readable.get(what) > cycle) {
      throw new IllegalStateException(
          what + " read in cycle " + cycle + ", there from " + readable.get(what));
    }
  }

  /** A group takes the buffer of the group before the last one, which must have been read. */
  private void overwrite(String what, int group, long cycle) {
    if (group >= 2) {
      Long until = free.get(what + " " + (group - 2));
      if (until == null || until > cycle) {
        throw new IllegalStateException(
            what
                + " "
                + (group - 2)
                + " overwritten in cycle "
                + cycle
                + ", in use until "
                + until);
      }
    }
  }
}
