package org.lstmc.core.train.torch;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;

/** One recurrent layer over a sequence, by the fastest road that computes what is asked. */
final class TorchCells {
  private TorchCells() {}

  /**
   * What a layer gives.
   *
   * @param sequence outputs [T,B,R]
   * @param state what the next sequence goes on from: last output [B,R] and, of an LSTM, last cell
   *     state [B,H]
   */
  record Output(Tensor sequence, List<Tensor> state) {}

  /** How many tensors a layer carries from one sequence to the next. */
  static int stateTensors(LayerSpec layer) {
    return layer.cell().isGru() ? 1 : 2;
  }

  /** The state before the first step. */
  static List<Tensor> zeros(LayerSpec layer, ScalarType type, long columns) {
    Tensor h = TorchTensors.zeros(type, columns, layer.outputSize());
    return layer.cell().isGru()
        ? List.of(h)
        : List.of(h, TorchTensors.zeros(type, columns, layer.hiddenSize()));
  }

  /**
   * Runs a layer.
   *
   * @param w weights in force, by tensor name
   * @param x input [T,B,X]
   * @param state as {@link Output#state}
   * @param contraction of a layer that holds a tensor network; null for plain matrices
   * @param formats formats to round signals to, by name
   * @param exact whether all of them are rounded; otherwise the output alone, after the last step
   */
  static Output run(
      int l,
      LayerSpec layer,
      Map<String, Tensor> w,
      Tensor x,
      List<Tensor> state,
      TorchContraction contraction,
      Map<String, FixedFormat> formats,
      boolean exact,
      boolean train) {
    boolean gru = layer.cell().isGru();
    if (exact || !(gru ? TorchGru.fusible(layer) : TorchLstm.fusible(layer))) {
      return gru
          ? TorchGru.unrolled(l, layer, w, x, state, contraction, formats)
          : TorchLstm.unrolled(l, layer, w, x, state, contraction, formats);
    }
    Output out =
        gru
            ? TorchGru.fused(l, layer, w, x, state, train)
            : TorchLstm.fused(l, layer, w, x, state, train);
    return new Output(round(out.sequence(), formats.get(SignalNames.state(l))), out.state());
  }

  /** The value rounded to a format, straight through; as it is without a format. */
  static Tensor round(Tensor t, FixedFormat format) {
    return format == null ? t : TorchTransforms.straightThrough(t, format, true);
  }
}
