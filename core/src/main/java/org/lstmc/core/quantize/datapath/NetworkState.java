package org.lstmc.core.quantize.datapath;

import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/** What one sequence carries from step to step: raw cell and output vectors of every layer. */
public final class NetworkState {
  final long[][] cell;
  final long[][] state;
  final EventCounts events;

  NetworkState(NetworkSpec network, EventCounts events) {
    int layers = network.layers().size();
    cell = new long[layers][];
    state = new long[layers][];
    for (int l = 0; l < layers; l++) {
      LayerSpec s = network.layers().get(l);
      cell[l] = new long[s.cell().isGru() ? 0 : s.hiddenSize()];
      state[l] = new long[s.outputSize()];
    }
    this.events = events;
  }

  /** Raw cell vector c of a layer; empty for a GRU. */
  public long[] cell(int layer) {
    return cell[layer].clone();
  }

  /** Raw output vector of a layer. */
  public long[] state(int layer) {
    return state[layer].clone();
  }

  /** Values that left their range since the sequence started. */
  public EventCounts events() {
    return events;
  }
}
