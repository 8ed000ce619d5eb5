package org.lstmc.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;
import org.lstmc.hwsim.BlockGrid;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Workload;

/**
 * One way to make a network smaller.
 *
 * @param name as tables show it
 * @param schemes names of the structures it stands for, as files have them
 * @param steps the commands that apply it to a trained model of these layers, without model and
 *     output; retraining is of the last; none for the network as it is
 * @param shape the same of a shape; null where a shape cannot tell it from another technique
 */
public record Technique(
    String name,
    List<String> schemes,
    BiFunction<CompareSettings, List<LayerSpec>, List<List<String>>> steps,
    BiFunction<CompareSettings, String, Workload> shape) {
  /** Time steps of one sequence, in every comparison. */
  static final int STEPS = 100;

  /** Every technique, the dense network first. */
  public static final List<Technique> ALL =
      List.of(
          new Technique("dense", List.of(), (s, l) -> List.of(), of(s -> ratios(s, 0, 0, null))),
          pruned("row-balanced", s -> List.of(), of(s -> ratios(s, s.ratio(), 0, null))),
          pruned("bank-balanced", s -> List.of("--pattern-option", "banks=" + s.banks()), null),
          pruned("load-balanced", s -> List.of(), null),
          pruned("unstructured", s -> List.of(), null),
          new Technique(
              "block-circulant",
              List.of("block-circulant"),
              (s, l) -> List.of(circulant(s)),
              of(s -> ratios(s, 0, blockSize(s), null))),
          new Technique(
              "hcgs",
              List.of("hcgs", "hcgs-guided"),
              (s, l) -> List.of(blocksInBlocks(s, l)),
              (s, shape) ->
                  Workload.ofShape(shape, ratios(s, 0, 0, levels(s, layers(s, shape))), STEPS)),
          tensor(TensorForm.Format.TT),
          tensor(TensorForm.Format.HT));

  /** Sizes of blocks in blocks, tried in this order. */
  private static final List<String> BLOCKS = List.of("32,8", "64,8", "128,8", "16,4", "8,4", "4,2");

  private static BiFunction<CompareSettings, String, Workload> of(
      Function<CompareSettings, ShapeRatios> ratios) {
    return (s, shape) -> Workload.ofShape(shape, ratios.apply(s), STEPS);
  }

  private static Technique tensor(TensorForm.Format format) {
    TensorTechnique t = new TensorTechnique(format);
    return new Technique(format.label(), List.of(format.label()), t::steps, t::workload);
  }

  private static Technique pruned(
      String pattern,
      Function<CompareSettings, List<String>> more,
      BiFunction<CompareSettings, String, Workload> shape) {
    return new Technique(
        pattern,
        List.of(pattern),
        (s, l) -> {
          List<String> all =
              new ArrayList<>(
                  List.of(
                      "prune",
                      "--pattern",
                      pattern,
                      "--ratio-wx",
                      "" + s.ratio(),
                      "--ratio-wh",
                      "" + s.ratio()));
          all.addAll(more.apply(s));
          s.dense().forEach(m -> all.addAll(List.of("--ratio", m + "=0")));
          return List.of(all);
        },
        shape);
  }

  private static List<String> circulant(CompareSettings s) {
    String k = "" + blockSize(s);
    return List.of("train-admm", "--constraint", "circulant", "--block-wx", k, "--block-wh", k);
  }

  private static List<String> blocksInBlocks(CompareSettings s, List<LayerSpec> layers) {
    BlockLevels l = levels(s, layers);
    List<String> all =
        new ArrayList<>(
            List.of(
                "prune",
                "--pattern",
                "hcgs-guided",
                "--block",
                l.outer() + "," + l.inner(),
                "--keep",
                "1/" + l.keepOuter() + ",1/" + l.keepInner()));
    s.dense().forEach(m -> all.addAll(List.of("--ratio", m + "=0")));
    return all;
  }

  private static int blockSize(CompareSettings s) {
    if (Integer.bitCount(s.fewer()) != 1) {
      throw LstmcException.usage(
          "block-circulant: %d times fewer is no power of two, as block sizes are", s.fewer());
    }
    return s.fewer();
  }

  /** Layers of a shape. */
  static List<LayerSpec> layers(CompareSettings s, String shape) {
    return Workload.ofShape(shape, ratios(s, 0, 0, null), STEPS).layers().stream()
        .map(LayerWorkload::spec)
        .toList();
  }

  /**
   * The blocks that were asked for; else the first usual ones that the matrices can be cut into.
   */
  private static BlockLevels levels(CompareSettings s, List<LayerSpec> layers) {
    if (s.blocks() != null) {
      return levels(s, s.blocks());
    }
    return BLOCKS.stream()
        .map(sizes -> levels(s, sizes))
        .filter(l -> canBeCut(s, layers, l))
        .findFirst()
        .orElseGet(() -> levels(s, BLOCKS.get(0)));
  }

  private static boolean canBeCut(CompareSettings s, List<LayerSpec> layers, BlockLevels l) {
    try {
      for (int i = 0; i < layers.size(); i++) {
        LayerSpec layer = layers.get(i);
        if (!s.dense().contains(TensorNames.wx(i))) {
          BlockGrid.of(layer.gateRows(), layer.inputSize(), layer.cell().gates(), l);
        }
        if (!s.dense().contains(TensorNames.wh(i))) {
          BlockGrid.of(layer.gateRows(), layer.outputSize(), layer.cell().gates(), l);
        }
      }
      return true;
    } catch (LstmcException e) {
      return false;
    }
  }

  /** The share is split evenly over the levels, the larger part outside: 8 = 4 x 2. */
  private static BlockLevels levels(CompareSettings s, String blocks) {
    int log = 31 - Integer.numberOfLeadingZeros(blockSize(s));
    String[] sizes = blocks.split(",", -1);
    try {
      return new BlockLevels(
          Integer.parseInt(sizes[0].strip()),
          Integer.parseInt(sizes[1].strip()),
          1 << (log + 1) / 2,
          1 << log / 2);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw LstmcException.usage("--blocks '%s': two sizes are needed, such as 32,8", blocks);
    }
  }

  static ShapeRatios ratios(CompareSettings s, double zeros, int block, BlockLevels levels) {
    return new ShapeRatios(zeros, zeros, zeros, s.bits(), s.bits(), block, block, block, levels);
  }
}
