package org.lstmc.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.hwsim.ShapeRatios;

/**
 * One way to make a network smaller.
 *
 * @param name as tables show it
 * @param schemes names of the structures it stands for, as files have them
 * @param command the step that applies it to a trained model, without model and output; empty for
 *     none
 * @param shape the same of a shape; null where a shape cannot tell it from another technique
 */
public record Technique(
    String name,
    List<String> schemes,
    Function<CompareSettings, List<String>> command,
    Function<CompareSettings, ShapeRatios> shape) {
  /** Every technique, the dense network first. */
  public static final List<Technique> ALL =
      List.of(
          new Technique("dense", List.of(), s -> List.of(), s -> ratios(s, 0, 0, null)),
          pruned("row-balanced", s -> List.of(), s -> ratios(s, s.ratio(), 0, null)),
          pruned("bank-balanced", s -> List.of("--pattern-option", "banks=" + s.banks()), null),
          pruned("load-balanced", s -> List.of(), null),
          pruned("unstructured", s -> List.of(), null),
          new Technique(
              "block-circulant",
              List.of("block-circulant"),
              Technique::circulant,
              s -> ratios(s, 0, blockSize(s), null)),
          new Technique(
              "hcgs",
              List.of("hcgs", "hcgs-guided"),
              Technique::blocksInBlocks,
              s -> ratios(s, 0, 0, levels(s))));

  private static Technique pruned(
      String pattern,
      Function<CompareSettings, List<String>> more,
      Function<CompareSettings, ShapeRatios> shape) {
    return new Technique(
        pattern,
        List.of(pattern),
        s -> {
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
          return all;
        },
        shape);
  }

  private static List<String> circulant(CompareSettings s) {
    String k = "" + blockSize(s);
    return List.of("train-admm", "--constraint", "circulant", "--block-wx", k, "--block-wh", k);
  }

  private static List<String> blocksInBlocks(CompareSettings s) {
    BlockLevels l = levels(s);
    List<String> all =
        new ArrayList<>(
            List.of(
                "prune",
                "--pattern",
                "hcgs-guided",
                "--block",
                s.blocks(),
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

  /** The share is split evenly over the levels, the larger part outside: 8 = 4 x 2. */
  private static BlockLevels levels(CompareSettings s) {
    int log = 31 - Integer.numberOfLeadingZeros(blockSize(s));
    String[] sizes = s.blocks().split(",", -1);
    try {
      return new BlockLevels(
          Integer.parseInt(sizes[0].strip()),
          Integer.parseInt(sizes[1].strip()),
          1 << (log + 1) / 2,
          1 << log / 2);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw LstmcException.usage("--blocks '%s': two sizes are needed, such as 32,8", s.blocks());
    }
  }

  private static ShapeRatios ratios(
      CompareSettings s, double zeros, int block, BlockLevels levels) {
    return new ShapeRatios(zeros, zeros, zeros, s.bits(), s.bits(), block, block, block, levels);
  }
}
