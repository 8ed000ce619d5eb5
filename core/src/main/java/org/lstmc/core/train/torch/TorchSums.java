package org.lstmc.core.train.torch;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.model.TensorNames;

/** What the gates of a layer are given in each step, before activation. */
interface TorchSums {
  /** W x(t) + U h + b, [B, G*H]. */
  Tensor at(long t, Tensor h);

  /**
   * W x + b of all steps at once, [T,B,G*H].
   *
   * @param x input [T,B,X]
   * @param contraction the layer's tensor network, which is not joined; null for a plain matrix
   */
  static Tensor ofInput(int l, Map<String, Tensor> w, Tensor x, TorchContraction contraction) {
    Tensor bias = w.get(TensorNames.bias(l));
    if (contraction == null) {
      return x.matmul(w.get(TensorNames.wx(l)).t()).add(bias);
    }
    Tensor flat = x.reshape(x.size(0) * x.size(1), x.size(2));
    return contraction.multiply(flat, w).add(bias).reshape(x.size(0), x.size(1), bias.size(0));
  }

  /** Sums in which input and last output meet before any activation: those of an LSTM. */
  static TorchSums of(int l, Map<String, Tensor> w, Tensor x, TorchContraction contraction) {
    if (contraction != null && contraction.joined()) {
      Tensor bias = w.get(TensorNames.bias(l));
      TensorVector steps = torch.unbind(x, 0);
      return (t, h) -> {
        Tensor both = torch.cat(new TensorVector(steps.get(t), h), 1);
        return contraction.multiply(both, w).add(bias);
      };
    }
    // Taken apart at once: a step's own select would fill a gradient of all steps with zeros.
    TensorVector steps = torch.unbind(ofInput(l, w, x, contraction), 0);
    Tensor recurrent = w.get(TensorNames.wh(l)).t();
    return (t, h) -> steps.get(t).add(h.matmul(recurrent));
  }
}
