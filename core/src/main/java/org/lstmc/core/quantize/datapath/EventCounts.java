package org.lstmc.core.quantize.datapath;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;

/**
 * How often each signal left its range: values clipped (or wrapped, where the overflow mode says
 * so), and accumulators wrapped. Counts add up, so their order does not matter.
 */
public final class EventCounts {
  static final int INPUT = 0;
  static final int ACCUMULATOR = 1;
  static final int GATE = 2;
  static final int CELL = 3;
  static final int HIDDEN = 4;
  static final int PROJECTION_ACCUMULATOR = 5;
  static final int STATE = 6;
  static final int RECURRENT_ACCUMULATOR = 7;
  static final int RECURRENT = 8;
  static final int RESET_STATE = 9;
  static final int PER_LAYER = 10;

  private final long[] counts;
  private final Map<String, Long> transforms = new LinkedHashMap<>();

  /**
   * Counts of nothing yet.
   *
   * @param layers recurrent layers
   * @param transformSignals signals of block-circulant products, contraction chains and
   *     feed-forward layers
   */
  EventCounts(int layers, List<String> transformSignals) {
    counts = new long[Math.max(layers, 1) * PER_LAYER + 1];
    transformSignals.forEach(s -> transforms.put(s, 0L));
  }

  /** So many more words of a signal that was named. */
  void add(String transformSignal, long words) {
    transforms.merge(transformSignal, words, Long::sum);
  }

  void count(int layer, int signal, boolean event) {
    if (event) {
      counts[layer * PER_LAYER + signal]++;
    }
  }

  void add(int layer, int signal, long events) {
    counts[layer * PER_LAYER + signal] += events;
  }

  void countOutput(boolean event) {
    if (event) {
      counts[counts.length - 1]++;
    }
  }

  /** Adds the counts of another run of the same network. */
  void addAll(EventCounts o) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += o.counts[i];
    }
    o.transforms.forEach(this::add);
  }

  /** Counts by signal name, in the order of the datapath, zeros included. */
  public Map<String, Long> byName(NetworkSpec network) {
    Map<String, Long> all = new LinkedHashMap<>();
    if (network.isFeedForward()) {
      all.put(SignalNames.FORWARD_INPUT, counts[INPUT]);
      all.putAll(transforms);
      return all;
    }
    for (int l = 0; l < network.layers().size(); l++) {
      int at = l * PER_LAYER;
      if (l == 0) {
        all.put(SignalNames.input(l), counts[at + INPUT]);
      }
      all.put(SignalNames.accumulator(l), counts[at + ACCUMULATOR]);
      all.put(SignalNames.gate(l), counts[at + GATE]);
      switch (network.layers().get(l).cell()) {
        case LSTM -> all.put(SignalNames.cell(l), counts[at + CELL]);
        case GRU -> {
          all.put(SignalNames.recurrentAccumulator(l), counts[at + RECURRENT_ACCUMULATOR]);
          all.put(SignalNames.recurrent(l), counts[at + RECURRENT]);
        }
        case GRU_RESET_BEFORE -> all.put(SignalNames.resetState(l), counts[at + RESET_STATE]);
      }
      if (network.layers().get(l).projectionSize() > 0) {
        all.put(SignalNames.hidden(l), counts[at + HIDDEN]);
        all.put(SignalNames.projectionAccumulator(l), counts[at + PROJECTION_ACCUMULATOR]);
      }
      all.put(SignalNames.state(l), counts[at + STATE]);
    }
    all.putAll(transforms);
    if (network.classes() > 0) {
      all.put(SignalNames.OUTPUT_ACCUMULATOR, counts[counts.length - 1]);
    }
    return all;
  }
}
