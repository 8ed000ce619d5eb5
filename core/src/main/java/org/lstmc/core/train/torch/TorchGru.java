package org.lstmc.core.train.torch;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/**
 * The GRU over a sequence: libtorch's fused operator, which resets after the product, or a loop
 * that can reset before it and round signals.
 */
final class TorchGru {
  private TorchGru() {}

  /** Whether the fused operator can run the layer. */
  static boolean fusible(LayerSpec layer) {
    return layer.cell() == CellType.GRU && layer.factored() == null;
  }

  /** The fused operator. It keeps two biases; ours of r and z is one, so theirs is zero there. */
  static TorchCells.Output fused(
      int l, LayerSpec layer, Map<String, Tensor> w, Tensor x, List<Tensor> state, boolean train) {
    Tensor bias = w.get(TensorNames.bias(l));
    Tensor none = torch.zeros_like(bias.detach().narrow(0, 0, 2L * layer.hiddenSize()));
    Tensor recurrentBias =
        torch.cat(new TensorVector(none, w.get(TensorNames.recurrentBias(l))), 0);
    T_TensorTensor_T r =
        torch.gru(
            x,
            state.get(0).unsqueeze(0),
            new TensorVector(
                w.get(TensorNames.wx(l)), w.get(TensorNames.wh(l)), bias, recurrentBias),
            true,
            1,
            0.0,
            train,
            false,
            false);
    return new TorchCells.Output(r.get0(), List.of(r.get1().squeeze(0)));
  }

  /**
   * Step by step, the reset gate where the cell has it, signals rounded where formats are given.
   */
  static TorchCells.Output unrolled(
      int l,
      LayerSpec layer,
      Map<String, Tensor> w,
      Tensor x,
      List<Tensor> state0,
      TorchContraction contraction,
      Map<String, FixedFormat> formats) {
    final long hidden = layer.hiddenSize();
    final Tensor fromInput = TorchSums.ofInput(l, w, x, contraction);
    final Tensor wh = w.get(TensorNames.wh(l));
    final Tensor gates = wh.narrow(0, 0, 2 * hidden).t();
    final Tensor candidate = wh.narrow(0, 2 * hidden, hidden).t();
    final Tensor recurrentBias = w.get(TensorNames.recurrentBias(l));
    final FixedFormat gate = formats.get(SignalNames.gate(l));
    final FixedFormat activation = formats.get(SignalNames.activation(l));
    // Taken apart at once: a step's own select would fill a gradient of all steps with zeros.
    TensorVector steps = torch.unbind(fromInput, 0);
    Tensor h = state0.get(0);
    TensorVector outputs = new TensorVector();
    for (long t = 0; t < steps.size(); t++) {
      Tensor sums = steps.get(t);
      Tensor rz = sums.narrow(1, 0, 2 * hidden).add(h.matmul(gates));
      rz = TorchCells.round(TorchCells.round(rz, gate).sigmoid(), activation);
      Tensor r = rz.narrow(1, 0, hidden);
      Tensor z = rz.narrow(1, hidden, hidden);
      Tensor recurrent;
      if (layer.cell() == CellType.GRU) {
        Tensor q = h.matmul(candidate).add(recurrentBias);
        recurrent = r.mul(TorchCells.round(q, formats.get(SignalNames.recurrent(l))));
      } else {
        Tensor kept = TorchCells.round(r.mul(h), formats.get(SignalNames.resetState(l)));
        recurrent = kept.matmul(candidate);
      }
      Tensor n = sums.narrow(1, 2 * hidden, hidden).add(recurrent);
      n = TorchCells.round(TorchCells.round(n, gate).tanh(), activation);
      // (1 - z) n + z h, with one multiplication less.
      h = TorchCells.round(n.add(z.mul(h.sub(n))), formats.get(SignalNames.state(l)));
      outputs.push_back(h);
    }
    return new TorchCells.Output(torch.stack(outputs, 0), List.of(h));
  }
}
