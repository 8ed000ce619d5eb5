package org.lstmc.hwsim.asic;

import java.util.Map;
import java.util.NavigableMap;

/** Lines between the points of a table; outside the points the nearest one stands. */
final class Interpolation {
  private Interpolation() {}

  /** Linear in both logarithms: a power law between neighbours. Values must be above 0. */
  static double logLog(NavigableMap<Double, Double> points, double x) {
    Map.Entry<Double, Double> low = points.floorEntry(x);
    Map.Entry<Double, Double> high = points.ceilingEntry(x);
    if (low == null || high == null) {
      return (low == null ? high : low).getValue();
    }
    if (low.getKey().equals(high.getKey())) {
      return low.getValue();
    }
    double part = Math.log(x / low.getKey()) / Math.log(high.getKey() / low.getKey());
    return low.getValue() * Math.pow(high.getValue() / low.getValue(), part);
  }

  /** Linear in the value over the logarithm of x. */
  static double overLog(NavigableMap<Double, Double> points, double x) {
    Map.Entry<Double, Double> low = points.floorEntry(x);
    Map.Entry<Double, Double> high = points.ceilingEntry(x);
    if (low == null || high == null) {
      return (low == null ? high : low).getValue();
    }
    if (low.getKey().equals(high.getKey())) {
      return low.getValue();
    }
    double part = Math.log(x / low.getKey()) / Math.log(high.getKey() / low.getKey());
    return low.getValue() + part * (high.getValue() - low.getValue());
  }
}
