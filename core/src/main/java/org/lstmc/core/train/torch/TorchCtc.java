package org.lstmc.core.train.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.train.Batch;

/** The loss of transcription: CTC (Graves et al., ICML 2006), the last class its blank. */
final class TorchCtc {
  private static final long SUM = 2;

  private TorchCtc() {}

  /**
   * Mean over the labels of a batch, in nats: the strings' negative log-likelihoods summed, by the
   * number of labels. (PyTorch's own mean weighs every string alike, however long.) Infinite where
   * a string has no room in its steps.
   *
   * @param logits [T*B, classes]
   * @param strings one after the other
   */
  static Tensor loss(Tensor logits, Tensor strings, Batch batch) {
    long classes = logits.size(1);
    Tensor logs =
        torch.log_softmax(logits, 1).reshape((long) batch.steps(), (long) batch.columns(), classes);
    long[] steps = new long[batch.columns()];
    long[] labels = new long[batch.columns()];
    for (int b = 0; b < batch.columns(); b++) {
      steps[b] = batch.lengths()[b];
      labels[b] = batch.string(b).length;
    }
    Tensor sum = torch.ctc_loss(logs, strings, steps, labels, classes - 1, SUM, false);
    return sum.div(TorchTensors.scalar(batch.scored()));
  }
}
