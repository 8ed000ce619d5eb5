package org.lstmc.core.compress.search;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.compress.DropCount;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/**
 * The constraint of the search: Sx*|Wx| + Sh*|Wh| = OS*(|Wx|+|Wh|), with the counts that rows can
 * really have. All input matrices form Wx; all recurrent ones, and the projections, which follow
 * their ratio, form Wh.
 */
public final class RatioBalance {
  private final List<int[]> wx = new ArrayList<>(); // {rows, cols}
  private final List<int[]> wh = new ArrayList<>();

  /** For a network's recurrent layers. */
  public RatioBalance(NetworkSpec network) {
    for (LayerSpec s : network.layers()) {
      wx.add(new int[] {s.gateRows(), s.inputSize()});
      wh.add(new int[] {s.gateRows(), s.outputSize()});
      if (s.projectionSize() > 0) {
        wh.add(new int[] {s.projectionSize(), s.hiddenSize()});
      }
    }
  }

  /** Sparsity over both, from exact row counts. */
  public double achieved(double ratioWx, double ratioWh) {
    return (double) (dropped(wx, ratioWx) + dropped(wh, ratioWh)) / (size(wx) + size(wh));
  }

  /** The ratio of Wh that, with the exact counts of Wx, meets an overall sparsity; unbounded. */
  public double partnerWh(double overall, double ratioWx) {
    return (overall * (size(wx) + size(wh)) - dropped(wx, ratioWx)) / size(wh);
  }

  /** The ratio of Wx that, with the exact counts of Wh, meets an overall sparsity; unbounded. */
  public double partnerWx(double overall, double ratioWh) {
    return (overall * (size(wx) + size(wh)) - dropped(wh, ratioWh)) / size(wx);
  }

  /** The largest ratio that leaves every row of every Wx one weight. */
  public double largestWx() {
    return largest(wx);
  }

  /** The largest ratio that leaves every row of every Wh one weight. */
  public double largestWh() {
    return largest(wh);
  }

  /** Whether two pairs of ratios give the same count in every row. */
  public boolean sameCounts(double ax, double ah, double bx, double bh) {
    return wx.stream().allMatch(m -> DropCount.of(m[1], ax) == DropCount.of(m[1], bx))
        && wh.stream().allMatch(m -> DropCount.of(m[1], ah) == DropCount.of(m[1], bh));
  }

  private static double largest(List<int[]> group) {
    return group.stream().mapToDouble(m -> DropCount.largestRatio(m[1])).min().orElseThrow();
  }

  private static long dropped(List<int[]> group, double ratio) {
    return group.stream().mapToLong(m -> (long) m[0] * DropCount.of(m[1], ratio)).sum();
  }

  private static long size(List<int[]> group) {
    return group.stream().mapToLong(m -> (long) m[0] * m[1]).sum();
  }
}
