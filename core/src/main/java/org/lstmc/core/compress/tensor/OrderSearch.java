package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/**
 * Cheapest order by dynamic programming over sets of contracted factors: the intermediate depends
 * on the set alone, not on the order, so the best way to a set extends the best way to a set with
 * one factor less.
 */
final class OrderSearch {
  private static final int WIDEST = 100_000;
  private static final long MOST = Long.MAX_VALUE / 2;

  /** The best way to a set: its cost, its largest intermediate, the set before, the last factor. */
  private record Way(long set, long cost, long peak, Way before, int last) {}

  private static final Comparator<Way> BETTER =
      Comparator.comparingLong(Way::cost).thenComparingLong(Way::peak);

  private final List<TensorFactor> factors;
  private final List<List<String>> mustPrecede;
  private final long start;

  /**
   * A search over the factors of a form.
   *
   * @param mustPrecede for every factor the names of those that must come before; empty for none
   */
  OrderSearch(TensorForm form, List<List<String>> mustPrecede) {
    this.factors = form.factors();
    this.mustPrecede = mustPrecede;
    this.start = form.columns();
  }

  List<String> best() {
    Map<Long, Way> level = new TreeMap<>();
    level.put(0L, new Way(0, 0, start, null, -1));
    for (int size = 0; size < factors.size(); size++) {
      level = narrow(next(level));
    }
    List<String> order = new ArrayList<>();
    for (Way way = level.values().iterator().next(); way.before() != null; way = way.before()) {
      order.add(factors.get(way.last()).name());
    }
    Collections.reverse(order);
    return order;
  }

  private Map<Long, Way> next(Map<Long, Way> level) {
    Map<Long, Way> next = new TreeMap<>();
    for (Way way : level.values()) {
      for (int f = 0; f < factors.size(); f++) {
        if ((way.set() & 1L << f) == 0 && allowed(way.set(), f)) {
          Way longer = extend(way, f);
          next.merge(longer.set(), longer, (a, b) -> BETTER.compare(b, a) < 0 ? b : a);
        }
      }
    }
    return next;
  }

  private static Map<Long, Way> narrow(Map<Long, Way> level) {
    if (level.size() <= WIDEST) {
      return level;
    }
    Map<Long, Way> kept = new TreeMap<>();
    level.values().stream().sorted(BETTER).limit(WIDEST).forEach(w -> kept.put(w.set(), w));
    return kept;
  }

  /** Whether a factor joins the intermediate of a set, and what must precede it does. */
  private boolean allowed(long set, int f) {
    if (!mustPrecede.isEmpty()) {
      for (String name : mustPrecede.get(f)) {
        if ((set & 1L << indexOf(name)) == 0) {
          return false;
        }
      }
    }
    return factors.get(f).axes().stream().anyMatch(axis -> isOpen(axis, set, f));
  }

  private Way extend(Way way, int f) {
    long words = words(way.set());
    long produced = 1;
    for (FactorAxis axis : factors.get(f).axes()) {
      if (!isOpen(axis, way.set(), f)) {
        produced = times(produced, axis.extent());
      }
    }
    long set = way.set() | 1L << f;
    long cost = Math.min(MOST, way.cost() + times(words, produced));
    return new Way(set, cost, Math.max(way.peak(), words(set)), way, f);
  }

  /** Whether an axis of a factor outside the set is one of the set's intermediate. */
  private boolean isOpen(FactorAxis axis, long set, int f) {
    if (axis.isInput()) {
      return true;
    }
    if (axis.isOutput() || axis.isEdge()) {
      return false;
    }
    return (set & 1L << partner(axis, f)) != 0;
  }

  private int partner(FactorAxis axis, int f) {
    for (int g = 0; g < factors.size(); g++) {
      if (g != f && factors.get(g).axes().contains(axis)) {
        return g;
      }
    }
    throw new IllegalStateException(axis + " of " + factors.get(f).name() + " joins nothing");
  }

  /** Words of a set's intermediate: outputs and open ranks of the set, inputs of the others. */
  private long words(long set) {
    long words = 1;
    for (int f = 0; f < factors.size(); f++) {
      boolean inside = (set & 1L << f) != 0;
      for (FactorAxis axis : factors.get(f).axes()) {
        boolean counts = axis.isInput() ? !inside : inside && !joinedInside(axis, set, f);
        words = counts ? times(words, axis.extent()) : words;
      }
    }
    return words;
  }

  private boolean joinedInside(FactorAxis axis, long set, int f) {
    return !axis.isOutput() && !axis.isEdge() && (set & 1L << partner(axis, f)) != 0;
  }

  private int indexOf(String name) {
    for (int f = 0; f < factors.size(); f++) {
      if (factors.get(f).name().equals(name)) {
        return f;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static long times(long a, long b) {
    return a > MOST / b ? MOST : a * b;
  }
}
