package org.lstmc.cli.report;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.TensorForm;

/** How the matrices are compressed, in one sentence. */
final class CompressionText {
  private CompressionText() {}

  static String of(Report.CompressionSection c) {
    if (c.ratioWx() == null && c.ratioWh() == null) {
      return feedForward(c);
    }
    String ratios =
        "Wx "
            + Numbers.percent(c.ratioWx())
            + ", Wh "
            + Numbers.percent(c.ratioWh())
            + (c.ratioProjection() == null
                ? ""
                : ", projection " + Numbers.percent(c.ratioProjection()));
    if (!c.tensorNetworks().isEmpty()) {
      boolean alone = TensorForm.Format.isScheme(c.scheme());
      return c.scheme() + ": " + networks(c) + (alone ? "" : "; not stored: " + ratios);
    }
    return switch (c.scheme()) {
      case BlockCirculant.SCHEME -> c.scheme() + ": " + blocks(c) + "; not stored: " + ratios;
      case CompressionSpec.MIXED ->
          c.scheme()
              + (c.blockSizes().isEmpty() ? "" : ": " + blocks(c))
              + "; not stored: "
              + ratios;
      default -> c.scheme() + ": zeros in " + ratios;
    };
  }

  /** Layer by layer, since no two of a feed-forward network are alike. */
  private static String feedForward(Report.CompressionSection c) {
    String layers =
        c.tensors().stream()
            .filter(t -> t.recurrent() && t.storedParameters() < t.denseParameters())
            .map(
                t ->
                    String.format(
                        Locale.ROOT,
                        "%s%s %s",
                        t.tensor().replaceFirst("\\.weight$", ""),
                        c.blockSizes().containsKey(t.tensor())
                            ? " in blocks of " + c.blockSizes().get(t.tensor())
                            : "",
                        Numbers.percent(1 - (double) t.storedParameters() / t.denseParameters())))
            .collect(Collectors.joining(", "));
    return c.scheme() + (layers.isEmpty() ? "" : "; not stored of " + layers);
  }

  private static String networks(Report.CompressionSection c) {
    return c.tensorNetworks().entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s in %,d numbers, %,.1f times fewer",
                    e.getKey(),
                    e.getValue().parameters(),
                    e.getValue().ratio()))
        .collect(Collectors.joining("; "));
  }

  /** {@code blocks of 8 in Wx, 4 in Wh}; by matrix where layers differ. */
  private static String blocks(Report.CompressionSection c) {
    Map<String, Set<Integer>> byKind = new TreeMap<>();
    c.blockSizes()
        .forEach(
            (name, k) -> byKind.computeIfAbsent(kind(name), n -> new LinkedHashSet<>()).add(k));
    boolean oneEach = byKind.values().stream().allMatch(sizes -> sizes.size() == 1);
    StringBuilder s = new StringBuilder("blocks of ");
    String join = "";
    if (oneEach) {
      for (String kind : new String[] {"Wx", "Wh", "projection"}) {
        if (byKind.containsKey(kind)) {
          s.append(join).append(byKind.get(kind).iterator().next()).append(" in ").append(kind);
          join = ", ";
        }
      }
    } else {
      for (Map.Entry<String, Integer> e : c.blockSizes().entrySet()) {
        s.append(join).append(e.getValue()).append(" in ").append(e.getKey());
        join = ", ";
      }
    }
    return s.toString();
  }

  private static String kind(String matrix) {
    return matrix.endsWith(".wx") ? "Wx" : matrix.endsWith(".wh") ? "Wh" : "projection";
  }
}
