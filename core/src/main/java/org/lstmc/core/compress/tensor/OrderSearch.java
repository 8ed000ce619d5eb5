package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
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

  /**
   * The best way to a set: cost, largest intermediate and the last one, set before, last factor.
   */
  private record Way(long set, long cost, long peak, long words, Way before, int last) {}

  private static final Comparator<Way> BETTER =
      Comparator.comparingLong(Way::cost).thenComparingLong(Way::peak);

  private final List<TensorFactor> factors;
  private final long[] mustPrecede;
  private final long start;
  // Of every factor and axis: the factor that shares the axis, or one of these.
  private static final int INPUT = -1;
  private static final int ALONE = -2;
  private final int[][] partner;
  private final int[][] extent;

  /**
   * A search over the factors of a form.
   *
   * @param before for every factor the names of those that must come before; empty for none
   */
  OrderSearch(TensorForm form, List<List<String>> before) {
    this.factors = form.factors();
    this.start = form.columns();
    this.mustPrecede = new long[factors.size()];
    this.partner = new int[factors.size()][];
    this.extent = new int[factors.size()][];
    for (int f = 0; f < factors.size(); f++) {
      List<FactorAxis> axes = factors.get(f).axes();
      extent[f] = factors.get(f).shape();
      partner[f] = new int[axes.size()];
      for (int a = 0; a < axes.size(); a++) {
        partner[f][a] = partner(axes.get(a), f);
      }
      for (String name : before.isEmpty() ? List.<String>of() : before.get(f)) {
        mustPrecede[f] |= 1L << indexOf(name);
      }
    }
  }

  List<String> best() {
    List<Way> level = List.of(new Way(0, 0, start, start, null, -1));
    for (int size = 0; size < factors.size(); size++) {
      level = narrow(next(level));
    }
    List<String> order = new ArrayList<>();
    for (Way way = level.get(0); way.before() != null; way = way.before()) {
      order.add(factors.get(way.last()).name());
    }
    Collections.reverse(order);
    return order;
  }

  private Collection<Way> next(List<Way> level) {
    Map<Long, Way> next = new HashMap<>();
    for (Way way : level) {
      for (int f = 0; f < factors.size(); f++) {
        long before = mustPrecede[f];
        if ((way.set() & 1L << f) == 0 && (way.set() & before) == before) {
          Way longer = extend(way, f);
          if (longer != null) {
            next.merge(longer.set(), longer, (a, b) -> BETTER.compare(b, a) < 0 ? b : a);
          }
        }
      }
    }
    if (next.isEmpty()) {
      throw LstmcException.usage(
          "no order keeps every intermediate below %d words; choose smaller ranks or other modes",
          Integer.MAX_VALUE);
    }
    return next.values();
  }

  /**
   * Sorted by set, so that the outcome depends on no hash; the cheapest where there are too many.
   */
  private static List<Way> narrow(Collection<Way> level) {
    return level.stream()
        .sorted(BETTER.thenComparingLong(Way::set))
        .limit(WIDEST)
        .sorted(Comparator.comparingLong(Way::set))
        .toList();
  }

  /** One factor more; null where it joins nothing or the intermediate grows out of bounds. */
  private Way extend(Way way, int f) {
    long contracted = 1;
    long produced = 1;
    boolean joined = false;
    for (int a = 0; a < partner[f].length; a++) {
      int other = partner[f][a];
      if (other == INPUT || other >= 0 && (way.set() & 1L << other) != 0) {
        contracted *= extent[f][a];
        joined = true;
      } else {
        produced *= extent[f][a];
      }
    }
    long words = way.words() / contracted;
    if (!joined || produced > Integer.MAX_VALUE / words) {
      return null;
    }
    // Below 2^62, as words before and after are below 2^31; the sum stops at the greatest long.
    long cost = way.words() * produced;
    cost = cost > Long.MAX_VALUE - way.cost() ? Long.MAX_VALUE : cost + way.cost();
    words *= produced;
    return new Way(way.set() | 1L << f, cost, Math.max(way.peak(), words), words, way, f);
  }

  private int partner(FactorAxis axis, int f) {
    if (axis.isInput()) {
      return INPUT;
    }
    for (int g = 0; g < factors.size(); g++) {
      if (g != f && !axis.isEdge() && factors.get(g).axes().contains(axis)) {
        return g;
      }
    }
    return ALONE;
  }

  private int indexOf(String name) {
    return factors.stream().map(TensorFactor::name).toList().indexOf(name);
  }
}
