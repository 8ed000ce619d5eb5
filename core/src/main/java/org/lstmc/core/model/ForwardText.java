package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/**
 * The notation of feed-forward networks on the command line, as papers write them: {@code
 * 32C5-MP2-64C5-MP2-512-10} is 32 filters of 5 x 5, max pooling of 2 x 2, ..., dense layers of 512
 * and 10. {@code 32C5p2} pads with 2 on every side, {@code AP2} pools means. ReLU follows every
 * convolution and every dense layer but the last; the first dense layer flattens.
 */
public final class ForwardText {
  private static final Pattern CONVOLUTION =
      Pattern.compile("(\\d{1,6})C(\\d{1,3})(?:P(\\d{1,3}))?");
  private static final Pattern POOLING = Pattern.compile("([MA])P(\\d{1,3})");
  private static final Pattern DENSE = Pattern.compile("(\\d{1,7})");

  private ForwardText() {}

  /**
   * The network of a text.
   *
   * @throws LstmcException usage: with the part that is not understood or does not fit
   */
  public static ForwardSpec parse(String text, ImageShape image) {
    List<ForwardLayer> layers = new ArrayList<>();
    String[] parts = text.trim().toUpperCase(Locale.ROOT).split("-", -1);
    boolean flat = image.pixels() == 1;
    try {
      for (int i = 0; i < parts.length; i++) {
        Matcher c = CONVOLUTION.matcher(parts[i]);
        Matcher p = POOLING.matcher(parts[i]);
        Matcher d = DENSE.matcher(parts[i]);
        if (c.matches()) {
          layers.add(
              new ForwardLayer.Convolution(
                  number(c.group(1)),
                  number(c.group(2)),
                  c.group(3) == null ? 0 : number(c.group(3))));
          layers.add(new ForwardLayer.Relu());
        } else if (p.matches()) {
          layers.add(
              new ForwardLayer.Pooling(
                  p.group(1).equals("M")
                      ? ForwardLayer.PoolingKind.MAX
                      : ForwardLayer.PoolingKind.AVERAGE,
                  number(p.group(2))));
        } else if (d.matches()) {
          if (!flat) {
            layers.add(new ForwardLayer.Flatten());
            flat = true;
          }
          layers.add(new ForwardLayer.Dense(number(d.group(1))));
          if (i < parts.length - 1) {
            layers.add(new ForwardLayer.Relu());
          }
        } else {
          throw LstmcException.usage(
              "'%s' is no layer; layers are NCk (N filters of k x k, NCkpP with padding P), MPs or"
                  + " APs (max or average pooling of s x s) and N (dense)",
              parts[i]);
        }
      }
      return new ForwardSpec(image, layers);
    } catch (LstmcException e) {
      throw LstmcException.of(e.kind(), "network '%s' on %s: %s", text, image, e.getMessage(), e);
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** The notation of a network that {@link #parse} makes. */
  public static String of(ForwardSpec network) {
    List<String> parts = new ArrayList<>();
    for (ForwardLayer layer : network.layers()) {
      if (layer instanceof ForwardLayer.Convolution c) {
        parts.add(c.filters() + "C" + c.kernel() + (c.padding() == 0 ? "" : "p" + c.padding()));
      } else if (layer instanceof ForwardLayer.Pooling p) {
        parts.add((p.kind() == ForwardLayer.PoolingKind.MAX ? "MP" : "AP") + p.size());
      } else if (layer instanceof ForwardLayer.Dense d) {
        parts.add("" + d.outputs());
      }
    }
    return String.join("-", parts);
  }
}
