package org.lstmc.core.train.torch;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/** The LSTM over a sequence: libtorch's fused operator, or a loop that can do what that cannot. */
final class TorchLstm {
  private TorchLstm() {}

  /**
   * Whether the fused operator can run the layer. It knows no peepholes and no tensor networks, and
   * tells a projection by the state's sizes alone, so not one of size H.
   */
  static boolean fusible(LayerSpec layer) {
    return layer.factored() == null
        && !layer.peepholes()
        && layer.projectionSize() != layer.hiddenSize();
  }

  /** The fused operator. */
  static TorchCells.Output fused(
      int l, LayerSpec layer, Map<String, Tensor> w, Tensor x, List<Tensor> state, boolean train) {
    Tensor bias = w.get(TensorNames.bias(l));
    Tensor none = torch.zeros_like(bias.detach());
    TensorVector weights =
        layer.projectionSize() > 0
            ? new TensorVector(
                w.get(TensorNames.wx(l)),
                w.get(TensorNames.wh(l)),
                bias,
                none,
                w.get(TensorNames.projection(l)))
            : new TensorVector(w.get(TensorNames.wx(l)), w.get(TensorNames.wh(l)), bias, none);
    // With a projection libtorch tries oneDNN, warns that it cannot, and goes on without.
    boolean plain = layer.projectionSize() > 0;
    Context context = torch.globalContext();
    boolean oneDnn = context.userEnabledMkldnn();
    context.setUserEnabledMkldnn(oneDnn && !plain);
    T_TensorTensorTensor_T r =
        torch.lstm(
            x,
            new TensorVector(state.get(0).unsqueeze(0), state.get(1).unsqueeze(0)),
            weights,
            true,
            1,
            0.0,
            train,
            false,
            false);
    context.setUserEnabledMkldnn(oneDnn);
    return new TorchCells.Output(r.get0(), List.of(r.get1().squeeze(0), r.get2().squeeze(0)));
  }

  /** Step by step, with peepholes, and with signals rounded where formats are given. */
  static TorchCells.Output unrolled(
      int l,
      LayerSpec layer,
      Map<String, Tensor> w,
      Tensor x,
      List<Tensor> state0,
      TorchContraction contraction,
      Map<String, FixedFormat> formats) {
    long hidden = layer.hiddenSize();
    Tensor peephole = w.get(TensorNames.peephole(l));
    Tensor projection = w.get(TensorNames.projection(l));
    FixedFormat gate = formats.get(SignalNames.gate(l));
    FixedFormat activation = formats.get(SignalNames.activation(l));
    FixedFormat state = formats.get(SignalNames.state(l));
    TorchSums sums = TorchSums.of(l, w, x, contraction);
    Tensor h = state0.get(0);
    Tensor c = state0.get(1);
    TensorVector outputs = new TensorVector();
    for (long t = 0; t < x.size(0); t++) {
      Tensor z = sums.at(t, h);
      Tensor zi = z.narrow(1, 0, hidden);
      Tensor zf = z.narrow(1, hidden, hidden);
      Tensor zg = z.narrow(1, 2 * hidden, hidden);
      Tensor zo = z.narrow(1, 3 * hidden, hidden);
      if (peephole != null) {
        zi = zi.add(peephole.select(0, 0).mul(c));
        zf = zf.add(peephole.select(0, 1).mul(c));
      }
      Tensor i = TorchCells.round(TorchCells.round(zi, gate).sigmoid(), activation);
      Tensor f = TorchCells.round(TorchCells.round(zf, gate).sigmoid(), activation);
      Tensor g = TorchCells.round(TorchCells.round(zg, gate).tanh(), activation);
      c = TorchCells.round(f.mul(c).add(i.mul(g)), formats.get(SignalNames.cell(l)));
      if (peephole != null) {
        zo = zo.add(peephole.select(0, 2).mul(c));
      }
      Tensor o = TorchCells.round(TorchCells.round(zo, gate).sigmoid(), activation);
      Tensor y = o.mul(TorchCells.round(c.tanh(), activation));
      if (projection != null) {
        y = TorchCells.round(y, formats.get(SignalNames.hidden(l))).matmul(projection.t());
      }
      h = TorchCells.round(y, state);
      outputs.push_back(h);
    }
    return new TorchCells.Output(torch.stack(outputs, 0), List.of(h, c));
  }
}
