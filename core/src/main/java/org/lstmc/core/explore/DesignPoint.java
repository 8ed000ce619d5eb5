package org.lstmc.core.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/**
 * What Phase I varies, the same in all layers.
 *
 * @param cell the recurrent cell
 * @param blockInput block size of the input matrices and projections; 1 for dense
 * @param blockRecurrent block size of the recurrent matrices; 1 for dense
 */
public record DesignPoint(CellType cell, int blockInput, int blockRecurrent) {
  /** The cell with dense matrices. */
  public static DesignPoint dense(CellType cell) {
    return new DesignPoint(cell, 1, 1);
  }

  /** One block size for all matrices. */
  public static DesignPoint same(CellType cell, int block) {
    return new DesignPoint(cell, block, block);
  }

  /** This point with another cell. */
  public DesignPoint withCell(CellType other) {
    return new DesignPoint(other, blockInput, blockRecurrent);
  }

  /** This point with another block size of the input matrices and projections. */
  public DesignPoint withInput(int block) {
    return new DesignPoint(cell, block, blockRecurrent);
  }

  /** Whether no matrix is block-circulant. */
  public boolean isDense() {
    return blockInput == 1 && blockRecurrent == 1;
  }

  /** Short text for file names, such as {@code lstm-8-4}. */
  public String key() {
    return cell.label() + "-" + blockInput + "-" + blockRecurrent;
  }

  /** For people: the cell and its block sizes. */
  public String label() {
    String name = cell == CellType.GRU ? "GRU" : cell.isGru() ? "GRU (reset before)" : "LSTM";
    if (isDense()) {
      return name + ", dense";
    }
    return blockInput == blockRecurrent
        ? String.format(Locale.ROOT, "%s, k = %d", name, blockInput)
        : String.format(
            Locale.ROOT, "%s, k = %d input, %d recurrent", name, blockInput, blockRecurrent);
  }

  /** The network with this cell and as many cells a layer; a GRU leaves out what it cannot have. */
  public NetworkSpec network(NetworkSpec base) {
    List<LayerSpec> layers = new java.util.ArrayList<>();
    int width = base.layers().get(0).inputSize();
    for (LayerSpec l : base.layers()) {
      boolean plain = cell.isGru();
      LayerSpec next =
          new LayerSpec(
              cell, width, l.hiddenSize(), plain ? 0 : l.projectionSize(), !plain && l.peepholes());
      layers.add(next);
      width = next.outputSize();
    }
    return new NetworkSpec(base.name(), base.input(), layers, base.classes());
  }

  /** The structure of every matrix that its block size makes smaller; others stay dense. */
  public Map<String, Structure> structures(NetworkSpec base) {
    Map<String, Structure> all = new LinkedHashMap<>();
    forms(base).forEach((name, f) -> all.put(name, new CirculantStructure(f.block())));
    return all;
  }

  /** Numbers that the recurrent layers' matrices store: a block's vector, or every weight. */
  public long storedWords(NetworkSpec base) {
    NetworkSpec n = network(base);
    Map<String, BlockCirculant> forms = forms(base);
    return n.layerMatrices().stream()
        .mapToLong(
            m ->
                forms.containsKey(m)
                    ? forms.get(m).parameters()
                    : (long) n.tensorShapes().get(m)[0] * n.tensorShapes().get(m)[1])
        .sum();
  }

  private Map<String, BlockCirculant> forms(NetworkSpec base) {
    NetworkSpec n = network(base);
    Map<String, Integer> blocks =
        new MatrixChoice<>(blockInput, blockRecurrent, blockInput, Map.of()).of("block size", n);
    Map<String, BlockCirculant> forms = new LinkedHashMap<>();
    blocks.forEach(
        (name, k) -> {
          int[] shape = n.tensorShapes().get(name);
          if (k > 1) {
            BlockCirculant f = new BlockCirculant(shape[0], shape[1], k);
            if (f.parameters() < (long) shape[0] * shape[1]) {
              forms.put(name, f);
            }
          }
        });
    return forms;
  }
}
