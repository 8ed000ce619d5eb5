package org.lstmc.hwsim;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.lstmc.core.model.Mask;

/**
 * Where a matrix keeps its weights: a model's real mask, or random places of a shape. Drawn when
 * first asked for; what a machine works out from the mask is kept beside it, so that many
 * simulations of one workload work it out once.
 */
public final class KeptPlaces {
  private final int rows;
  private final int cols;
  private final int perRow;
  private final Map<String, Integer> parameters;
  private final Map<Object, Object> derived = new ConcurrentHashMap<>();
  private volatile Mask mask;

  private KeptPlaces(int rows, int cols, int perRow, Map<String, Integer> parameters, Mask mask) {
    this.rows = rows;
    this.cols = cols;
    this.perRow = perRow;
    this.parameters = Map.copyOf(parameters);
    this.mask = mask;
  }

  /**
   * The places of a model's mask.
   *
   * @param parameters of the pattern that chose them, for example {@code banks}
   */
  public static KeptPlaces of(Mask mask, Map<String, Integer> parameters) {
    return new KeptPlaces(mask.rows(), mask.cols(), -1, parameters, mask);
  }

  /** The same number of weights in every row, at random columns; always the same ones. */
  static KeptPlaces atRandom(int rows, int cols, int perRow) {
    return new KeptPlaces(rows, cols, perRow, Map.of(), null);
  }

  /** Whether the places were drawn at random because only a shape is known. */
  public boolean drawn() {
    return perRow >= 0;
  }

  /** Parameters of the pattern that chose the places; empty where none is known. */
  public Map<String, Integer> parameters() {
    return parameters;
  }

  /** The mask. */
  public Mask mask() {
    Mask known = mask;
    if (known == null) {
      synchronized (this) {
        known = mask == null ? draw() : mask;
        mask = known;
      }
    }
    return known;
  }

  /** What follows from the mask alone; worked out once for a key. */
  @SuppressWarnings("unchecked")
  public <T> T derive(Object key, Function<Mask, T> of) {
    Object known = derived.get(key);
    if (known == null) {
      known = of.apply(mask());
      derived.put(key, known);
    }
    return (T) known;
  }

  /** Draws columns without putting back: a partial Fisher-Yates shuffle a row. */
  private Mask draw() {
    Random random = new Random(31L * (31L * rows + cols) + perRow);
    Mask drawn = Mask.empty(rows, cols);
    int[] order = new int[cols];
    for (int c = 0; c < cols; c++) {
      order[c] = c;
    }
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < perRow; k++) {
        int at = k + random.nextInt(cols - k);
        int column = order[at];
        order[at] = order[k];
        order[k] = column;
        drawn.kept().set(r * cols + column);
      }
    }
    return drawn;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof KeptPlaces k
        && rows == k.rows
        && cols == k.cols
        && perRow == k.perRow
        && parameters.equals(k.parameters)
        && (drawn() || mask.equals(k.mask));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + cols) + perRow;
  }

  @Override
  public String toString() {
    return (drawn() ? "random" : "real") + " places in " + rows + " x " + cols;
  }
}
