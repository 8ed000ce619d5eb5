package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lstmc.core.model.FactorAxis;

/**
 * Searches how the runs of an intermediate are to be turned so that samples of what is read and
 * written in one cycle meet at no bank: axis by axis the best turn, the other axes held, until
 * nothing improves. What a layout really costs is counted afterwards over all cycles.
 */
final class LayoutSearch {
  private static final int SWEEPS = 3;

  /** Weight of words that share a bank beside cycles that are lost; it guides, no more. */
  private static final double GUIDE = 1e-3;

  /**
   * Words of one cycle, by their place in the order of the axes.
   *
   * @param words places
   * @param times how many cycles of a run it stands for
   */
  record Beat(int[] words, double times) {}

  private final int banks;
  private final List<FactorAxis> axes;
  private final List<Beat> beats;
  private final int[][][] digits;

  private LayoutSearch(int banks, List<FactorAxis> axes, List<Beat> beats) {
    this.banks = banks;
    this.axes = axes;
    this.beats = beats;
    this.digits = new int[axes.size()][beats.size()][];
    int stride = 1;
    for (int a = axes.size() - 1; a >= 0; a--) {
      int extent = axes.get(a).extent();
      for (int b = 0; b < beats.size(); b++) {
        int[] words = beats.get(b).words();
        int[] own = new int[words.length];
        for (int i = 0; i < own.length; i++) {
          own[i] = words[i] / stride % extent;
        }
        digits[a][b] = own;
      }
      stride *= extent;
    }
  }

  /** A layout and what it loses by the samples. */
  record Found(BankLayout layout, double cost) {}

  /**
   * The layout that loses the fewest cycles, of those the one that takes the least memory.
   *
   * @param axes axes, outermost first
   * @param capacity words of the memory, enough for one run of all
   */
  static Found best(int banks, List<FactorAxis> axes, long capacity, List<Beat> beats) {
    List<BankLayout> runs =
        IntStream.rangeClosed(0, axes.size())
            .mapToObj(from -> new BankLayout(banks, axes, from, new int[from]))
            .filter(l -> l.words() <= capacity)
            .sorted(Comparator.comparingLong(BankLayout::words))
            .toList();
    LayoutSearch search = new LayoutSearch(banks, axes, beats);
    BankLayout best = null;
    double least = Double.POSITIVE_INFINITY;
    for (BankLayout run : runs) {
      double cost = search.turn(run);
      if (cost < least - GUIDE * GUIDE) {
        best = run;
        least = cost;
      }
      if (least == 0) {
        break;
      }
    }
    return new Found(best, least);
  }

  /** Sets a layout's turns; returns what is lost with them. */
  private double turn(BankLayout layout) {
    int[][] place = runPlaces(layout);
    int[] turn = layout.turn();
    double least = cost(place);
    for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      double before = least;
      for (int a = layout.runFrom() - 1; a >= 0 && least > 0; a--) {
        int kept = turn[a];
        int bestTurn = kept;
        add(place, a, -kept);
        for (int t = 0; t < banks; t++) {
          double cost = cost(place);
          if (cost < least) {
            least = cost;
            bestTurn = t;
          }
          add(place, a, 1);
        }
        add(place, a, bestTurn - banks);
        turn[a] = bestTurn;
      }
      if (least >= before) {
        break;
      }
    }
    return least;
  }

  /** Places of all words in their runs. */
  private int[][] runPlaces(BankLayout layout) {
    int run = BankLayout.words(axes.subList(layout.runFrom(), axes.size()));
    int[][] place = new int[beats.size()][];
    for (int b = 0; b < place.length; b++) {
      place[b] = Arrays.stream(beats.get(b).words()).map(w -> w % run).toArray();
    }
    return place;
  }

  private void add(int[][] place, int axis, int turn) {
    for (int b = 0; b < place.length; b++) {
      int[] digit = digits[axis][b];
      for (int i = 0; i < digit.length; i++) {
        place[b][i] += turn * digit[i];
      }
    }
  }

  private double cost(int[][] place) {
    int[] wanted = new int[banks];
    double cost = 0;
    for (int b = 0; b < place.length; b++) {
      Arrays.fill(wanted, 0);
      int most = 1;
      int shared = 0;
      for (int p : place[b]) {
        int n = ++wanted[Math.floorMod(p, banks)];
        most = Math.max(most, n);
        shared += n > 1 ? 1 : 0;
      }
      // More words than banks must share.
      int atLeast = (place[b].length + banks - 1) / banks;
      if (most > atLeast) {
        cost += beats.get(b).times() * (most - atLeast + GUIDE * shared);
      }
    }
    return cost;
  }

  /** Places evenly spread over {@code 0 .. n-1}, at most {@code most}. */
  static List<Integer> spread(int n, int most) {
    List<Integer> all = new ArrayList<>();
    int count = Math.min(n, most);
    for (int i = 0; i < count; i++) {
      all.add((int) ((long) i * n / count));
    }
    return all;
  }
}
