package org.lstmc.cli.report;

import java.util.List;
import java.util.Locale;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.LayerSpec;

/** A model's card for the eye. */
final class ModelCardText {
  private ModelCardText() {}

  static String of(ModelCard card) {
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT,
            "%s  (%s, sha256 %s)\n",
            card.network().name(),
            card.path(),
            card.sha256().substring(0, 12)));
    s.append(
        String.format(
            Locale.ROOT,
            "task     %s\ninput    %s %s\n",
            card.task() == null ? "none" : card.task(),
            card.network().input().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            card.network().isFeedForward()
                ? card.network().forward().image()
                : card.network().input().isTokens()
                    ? card.network().input().vocabulary() + " -> " + card.network().input().size()
                    : String.valueOf(card.network().input().size())));
    for (int l = 0; l < card.network().layers().size(); l++) {
      s.append(layer(l, card.network().layers().get(l)));
    }
    card.forwardLayers().forEach(l -> s.append(l.line()).append('\n'));
    s.append(
        String.format(
            Locale.ROOT,
            "output   %d classes%s\n\n",
            card.network().classes(),
            card.network().isFeedForward()
                ? String.format(Locale.ROOT, "; %,d MACs an image", card.network().stepMacs())
                : ""));
    s.append(
        String.format(
            Locale.ROOT,
            "%-22s %14s  %-12s %-16s %10s  %-20s %10s\n",
            "tensor",
            "shape",
            "format",
            "scheme",
            "not stored",
            "kept",
            "stored"));
    for (ModelCard.TensorCard t : card.tensors()) {
      s.append(row(t));
    }
    s.append(
        String.format(
            Locale.ROOT, "%-22s %79s %10s\n\n", "all", "", Numbers.bytes(card.storedBits())));
    s.append("history\n");
    for (HistoryEntry h : card.history()) {
      s.append(
          String.format(
              Locale.ROOT,
              "  %s %s (seed %d, lstmc %s)\n",
              h.command(),
              h.options(),
              h.seed(),
              h.toolVersion()));
      if (h.notes() != null) {
        h.notes().lines().forEach(n -> s.append("      ").append(n).append('\n'));
      }
    }
    return s.toString();
  }

  private static String layer(int l, LayerSpec spec) {
    return String.format(
        Locale.ROOT,
        "layer %d  %s %d -> %d%s%s, gates %s\n",
        l,
        spec.cell().label(),
        spec.inputSize(),
        spec.hiddenSize(),
        spec.projectionSize() > 0 ? ", projected to " + spec.projectionSize() : "",
        spec.peepholes() ? ", peepholes" : "",
        String.join(" ", spec.cell().gateOrder().split("")));
  }

  private static String row(ModelCard.TensorCard t) {
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT,
            "%-22s %14s  %-12s %-16s %10s  %-20s %10s\n",
            t.name(),
            String.join(" x ", t.shape().stream().map(String::valueOf).toList()),
            t.format(),
            t.scheme(),
            Numbers.percent(t.sparsity()),
            kept(t),
            Numbers.bytes(t.storedBits())));
    if (t.blocks() != null) {
      s.append(padding(t.blocks(), t.shape()));
    }
    if (t.gateSparsity().values().stream().distinct().count() > 1) {
      StringBuilder gates = new StringBuilder("    by gate:");
      t.gateSparsity()
          .forEach((g, v) -> gates.append(' ').append(g).append(' ').append(Numbers.percent(v)));
      s.append(gates).append('\n');
    }
    return s.toString();
  }

  private static String kept(ModelCard.TensorCard t) {
    if (t.blocks() != null) {
      return String.format(
          Locale.ROOT,
          "k=%d, %d x %d blocks",
          t.blocks().size(),
          t.blocks().rows(),
          t.blocks().cols());
    }
    if (t.rowCounts().isEmpty()) {
      return "";
    }
    int least = t.rowCounts().get(0);
    int most = t.rowCounts().get(1);
    return (least == most ? String.valueOf(least) : least + " to " + most) + " a row";
  }

  private static String padding(ModelCard.Blocks b, List<Integer> shape) {
    int rows = b.rows() * b.size();
    int cols = b.cols() * b.size();
    boolean whole = rows == shape.get(0) && cols == shape.get(1);
    return whole
        ? ""
        : String.format(
            Locale.ROOT,
            "    %d does not divide %d x %d: padded to %d x %d for whole blocks\n",
            b.size(),
            shape.get(0),
            shape.get(1),
            rows,
            cols);
  }
}
