package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Task;

/**
 * A model as {@code inspect} shows it.
 *
 * @param path the manifest
 * @param sha256 its hash
 * @param network the shape
 * @param tensors every tensor
 * @param storedBits all tensors as stored
 * @param history steps, first to last
 */
public record ModelCard(
    String path,
    String sha256,
    NetworkSpec network,
    String task,
    List<TensorCard> tensors,
    long storedBits,
    List<HistoryEntry> history) {

  /**
   * One tensor; {@code sparsity} is over all of it, {@code gateSparsity} by gate letter where it is
   * pruned, {@code rowCounts} the least and the most kept weights a row.
   */
  public record TensorCard(
      String name,
      List<Integer> shape,
      String format,
      String scheme,
      double sparsity,
      Map<String, Double> gateSparsity,
      List<Integer> rowCounts,
      long storedBits) {}

  /** Gathers the card. */
  public static ModelCard of(StoredModel stored) {
    Model m = stored.model();
    StorageReport storage = StorageReport.of(m);
    List<TensorCard> tensors = new ArrayList<>();
    m.network()
        .tensorShapes()
        .forEach((name, shape) -> tensors.add(tensor(m, storage, name, shape)));
    return new ModelCard(
        stored.path().toString(),
        stored.sha256(),
        m.network(),
        task(m.task()),
        tensors,
        storage.all().storedBits(),
        m.history());
  }

  private static String task(Task t) {
    return t == null
        ? null
        : t.kind().metric() + " on " + t.data() + (t.path() == null ? "" : ":" + t.path());
  }

  private static TensorCard tensor(Model m, StorageReport storage, String name, int[] shape) {
    QuantizationSpec q = m.quantization();
    Mask mask = m.masks().get(name);
    List<Integer> extents = new ArrayList<>();
    for (int extent : shape) {
      extents.add(extent);
    }
    return new TensorCard(
        name,
        extents,
        q != null && q.formats().containsKey(name) ? q.formats().get(name).toString() : "float32",
        m.compression().matrices().containsKey(name)
            ? m.compression().matrices().get(name).scheme()
            : "dense",
        mask == null ? 0 : mask.sparsity(),
        mask == null ? Map.of() : gates(m, name, mask),
        mask == null ? List.of() : rowCounts(mask),
        storage.tensors().get(name).totalBits());
  }

  private static Map<String, Double> gates(Model m, String name, Mask mask) {
    Map<String, Double> out = new LinkedHashMap<>();
    if (name.endsWith(".wx") || name.endsWith(".wh")) {
      String order = m.network().layers().get(0).cell().gateOrder();
      int size = mask.rows() / order.length() * mask.cols();
      for (int g = 0; g < order.length(); g++) {
        int kept = mask.kept().get(g * size, (g + 1) * size).cardinality();
        out.put(order.substring(g, g + 1), 1.0 - (double) kept / size);
      }
    }
    return out;
  }

  private static List<Integer> rowCounts(Mask mask) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int r = 0; r < mask.rows(); r++) {
      least = Math.min(least, mask.rowCount(r));
      most = Math.max(most, mask.rowCount(r));
    }
    return List.of(least, most);
  }

  /** For the eye. */
  public String text() {
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT, "%s  (%s, sha256 %s)\n", network.name(), path, sha256.substring(0, 12)));
    s.append(
        String.format(
            Locale.ROOT,
            "task     %s\ninput    %s %s\n",
            task == null ? "none" : task,
            network.input().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            network.input().isTokens()
                ? network.input().vocabulary() + " -> " + network.input().size()
                : String.valueOf(network.input().size())));
    for (int l = 0; l < network.layers().size(); l++) {
      s.append(layer(l, network.layers().get(l)));
    }
    s.append(String.format(Locale.ROOT, "output   %d classes\n\n", network.classes()));
    s.append(
        String.format(
            Locale.ROOT,
            "%-22s %14s  %-12s %-16s %9s %13s %12s\n",
            "tensor",
            "shape",
            "format",
            "scheme",
            "zeros",
            "kept in a row",
            "stored"));
    for (TensorCard t : tensors) {
      s.append(row(t));
    }
    s.append(
        String.format(Locale.ROOT, "%-22s %68s %12s\n\n", "all", "", Numbers.bytes(storedBits)));
    s.append("history\n");
    for (HistoryEntry h : history) {
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

  private static String row(TensorCard t) {
    String kept =
        t.rowCounts().isEmpty()
            ? ""
            : t.rowCounts().get(0).equals(t.rowCounts().get(1))
                ? String.valueOf(t.rowCounts().get(0))
                : t.rowCounts().get(0) + " to " + t.rowCounts().get(1);
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT,
            "%-22s %14s  %-12s %-16s %9s %13s %12s\n",
            t.name(),
            String.join(" x ", t.shape().stream().map(String::valueOf).toList()),
            t.format(),
            t.scheme(),
            Numbers.percent(t.sparsity()),
            kept,
            Numbers.bytes(t.storedBits())));
    if (t.gateSparsity().values().stream().distinct().count() > 1) {
      StringBuilder gates = new StringBuilder("    by gate:");
      t.gateSparsity()
          .forEach((g, v) -> gates.append(' ').append(g).append(' ').append(Numbers.percent(v)));
      s.append(gates).append('\n');
    }
    return s.toString();
  }
}
