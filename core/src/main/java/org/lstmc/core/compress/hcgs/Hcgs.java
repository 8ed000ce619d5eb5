package org.lstmc.core.compress.hcgs;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.compress.PatternParameters;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.StorageFormat;
import org.lstmc.core.compress.storage.TwoLevelBlocks;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/**
 * Hierarchical coarse-grain sparsity (Kadetotad et al., ESSCIRC 2019): {@link BlockLevels} chosen
 * at random by seed before training, as published, or by the magnitudes of a trained network. Every
 * block row, and so every gate, has a choice of its own.
 */
public final class Hcgs implements PruningPattern {
  /** Seed of the random choice; ignored by the guided one. */
  public static final String SEED = "seed";

  private final boolean guided;

  private Hcgs(boolean guided) {
    this.guided = guided;
  }

  /** Blocks chosen at random, by seed and matrix. */
  public static Hcgs random() {
    return new Hcgs(false);
  }

  /** Blocks chosen so that the sum of squares that is kept is the greatest. */
  public static Hcgs guided() {
    return new Hcgs(true);
  }

  @Override
  public String name() {
    return guided ? "hcgs-guided" : "hcgs";
  }

  @Override
  public String description() {
    return guided
        ? "blocks in blocks, chosen by magnitude (HCGS, guided)"
        : "blocks in blocks, chosen at random before training (HCGS)";
  }

  @Override
  public Map<String, Integer> parameters() {
    Map<String, Integer> all =
        new TreeMap<>(
            Map.of(
                BlockLevels.OUTER, 64,
                BlockLevels.INNER, 8,
                BlockLevels.KEEP_OUTER, 4,
                BlockLevels.KEEP_INNER, 4));
    if (!guided) {
      all.put(SEED, 1);
    }
    return all;
  }

  @Override
  public OptionalDouble fixedRatio(Map<String, Integer> parameters) {
    return OptionalDouble.of(BlockLevels.of(PatternParameters.effective(this, parameters)).ratio());
  }

  @Override
  public boolean independentOfWeights() {
    return !guided;
  }

  @Override
  public int rowUnit(Map<String, Integer> parameters) {
    return PatternParameters.effective(this, parameters).get(BlockLevels.OUTER);
  }

  @Override
  public Map<String, Integer> forMatrix(String matrix, Map<String, Integer> parameters) {
    if (guided) {
      return parameters;
    }
    Map<String, Integer> own = new TreeMap<>(PatternParameters.effective(this, parameters));
    long mixed = 31L * own.get(SEED) + matrix.hashCode();
    own.put(SEED, 1 + (int) Math.floorMod(mixed * 0x9E3779B97F4A7C15L >>> 33, 0x7ffffffeL));
    return own;
  }

  @Override
  public Mask select(Tensor weights, double ratio, Map<String, Integer> parameters) {
    Map<String, Integer> all = PatternParameters.effective(this, parameters);
    BlockLevels levels = BlockLevels.of(all);
    DropCount.checked(name(), ratio);
    if (ratio == 0) {
      return Mask.full(weights.rows(), weights.cols());
    }
    if (Math.abs(ratio - levels.ratio()) > 1e-9) {
      throw LstmcException.usage(
          "%s: ratio %s; keeping 1/%d and 1/%d leaves exactly %s zeros, all at once",
          name(), ratio, levels.keepOuter(), levels.keepInner(), levels.ratio());
    }
    levels.check(weights.rows(), weights.cols());
    BlockChoice choice =
        guided ? new LargestBlocks(weights, levels) : new RandomBlocks(all.get(SEED), levels);
    Mask mask = Mask.empty(weights.rows(), weights.cols());
    for (int row = 0; row < weights.rows() / levels.outer(); row++) {
      choice.blockRow(row, levels.blocks(weights.cols()), (r, c) -> keep(mask, levels, r, c));
    }
    return mask;
  }

  /** Keeps the part of an inner block that lies inside the matrix. */
  private static void keep(Mask mask, BlockLevels levels, int row, int col) {
    int end = Math.min(col + levels.inner(), mask.cols());
    for (int r = row; r < row + levels.inner() && col < end; r++) {
      mask.kept().set(r * mask.cols() + col, r * mask.cols() + end);
    }
  }

  @Override
  public StorageFormat storage() {
    return new TwoLevelBlocks();
  }

  @Override
  public String machine() {
    return "hcgs";
  }
}
