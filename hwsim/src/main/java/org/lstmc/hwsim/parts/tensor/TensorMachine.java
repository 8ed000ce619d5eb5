package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.parts.HostSide;

/**
 * The machine with values: every word goes through the banks at the addresses that were counted.
 */
final class TensorMachine {
  private TensorMachine() {}

  /**
   * Runs a sequence.
   *
   * @param words words of a working memory
   */
  static Execution run(
      Model model, List<TensorLayer> layers, TensorSettings s, long words, Sequence sequence) {
    IntegerNetwork net = IntegerNetwork.of(model);
    HostSide host = new HostSide(net);
    int banks = s.array().banks();
    int rows = Math.toIntExact((words + banks - 1) / banks);
    BankedMemory[] memories = {
      new BankedMemory("working A", banks, rows), new BankedMemory("working B", banks, rows)
    };
    List<LayerValues> values = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      values.add(new LayerValues(layers.get(l), s.array(), net.layerAt(l), net.quantization()));
    }
    int steps = sequence.length();
    long[][] states = new long[steps][];
    long[][] cells = new long[steps][];
    long[][] logits = new long[steps][];
    for (int t = 0; t < steps; t++) {
      long[] x = host.input(sequence, t);
      for (LayerValues v : values) {
        v.step(x, memories);
        x = v.state();
      }
      states[t] = x;
      cells[t] = values.get(values.size() - 1).cell();
      logits[t] = host.logits(x);
    }
    long cycles = layers.stream().mapToLong(TensorLayer::cycles).sum();
    return new Execution(states, cells, logits, cycles * steps);
  }
}
