package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.StorageReport;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * A model as {@code inspect} shows it.
 *
 * @param path the manifest
 * @param sha256 its hash
 * @param network the shape
 * @param forwardLayers layer by layer where the network is feed-forward; else empty
 * @param tensors every tensor
 * @param storedBits all tensors as stored
 * @param history steps, first to last
 */
public record ModelCard(
    String path,
    String sha256,
    NetworkSpec network,
    List<ForwardCard> forwardLayers,
    String task,
    List<TensorCard> tensors,
    long storedBits,
    List<HistoryEntry> history) {

  /**
   * One tensor; {@code sparsity} is the share of its numbers that are not stored, {@code
   * gateSparsity} the same by gate letter where it is pruned, {@code rowCounts} the least and the
   * most kept weights a row, {@code blocks} how it is cut where it is block-circulant, or null.
   */
  public record TensorCard(
      String name,
      List<Integer> shape,
      String format,
      String scheme,
      double sparsity,
      Map<String, Double> gateSparsity,
      List<Integer> rowCounts,
      Blocks blocks,
      long storedBits) {}

  /** Blocks of {@code size} x {@code size}; the last may stand over the matrix's edge. */
  public record Blocks(int size, int rows, int cols) {
    static Blocks of(MatrixCompression c, int[] shape) {
      if (c == null || !c.scheme().equals(BlockCirculant.SCHEME)) {
        return null;
      }
      BlockCirculant form =
          new BlockCirculant(shape[0], shape[1], c.parameters().get(BlockCirculant.BLOCK));
      return new Blocks(form.block(), form.blockRows(), form.blockCols());
    }
  }

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
        ForwardCard.of(m.network().forward()),
        task(m.task()),
        tensors,
        storage.all().storedBits(),
        m.history());
  }

  private static String task(Task t) {
    return t == null
        ? null
        : t.kind().metric()
            + " on "
            + (t.synthetic() ? "synthetic " : "")
            + t.data()
            + (t.path() == null ? "" : ":" + t.path());
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
        1 - (double) storage.tensors().get(name).storedWeights() / Tensor.count(shape),
        mask == null ? Map.of() : gates(m, name, mask),
        mask == null ? List.of() : rowCounts(mask),
        Blocks.of(m.compression().matrices().get(name), shape),
        storage.tensors().get(name).totalBits());
  }

  private static Map<String, Double> gates(Model m, String name, Mask mask) {
    Map<String, Double> out = new LinkedHashMap<>();
    if (name.endsWith(".wx") || name.endsWith(".wh")) {
      String order = m.network().layers().get(TensorNames.layerOf(name)).cell().gateOrder();
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
    return ModelCardText.of(this);
  }
}
