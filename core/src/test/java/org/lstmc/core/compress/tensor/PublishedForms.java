package org.lstmc.core.compress.tensor;

import java.util.List;
import org.lstmc.core.model.TensorForm;

/** Forms of the published rows (shared reference, sections 2a, 3c and 5). */
final class PublishedForms {
  /** HT-LSTM on UCF11 (Yin et al., arXiv 2005.04366), leaf rank 4, inner rank 5. */
  static final TensorForm HT_UCF11 =
      new TensorForm(
          TensorForm.Format.HT,
          List.of(8, 10, 10, 9, 8),
          List.of(16, 4, 2, 4, 2),
          "(((1,2),3),(4,5))",
          List.of(4, 4, 4, 4, 4, 5, 5, 5),
          false,
          List.of());

  static final TensorForm VGG_FC6 = train(List.of(2, 7, 8, 8, 7, 4), List.of(4, 4, 4, 4, 4, 4), 4);
  static final TensorForm VGG_FC7 = train(List.of(4, 4, 4, 4, 4, 4), List.of(4, 4, 4, 4, 4, 4), 4);
  static final TensorForm TIE_UCF11 = train(List.of(8, 20, 20, 18), List.of(4, 4, 4, 4), 4);
  static final TensorForm TIE_YOUTUBE = train(List.of(4, 20, 20, 36), List.of(4, 4, 4, 4), 4);
  static final TensorForm TT_UCF11_LSTM = train(List.of(8, 20, 20, 18), List.of(16, 4, 4, 4), 4);
  static final TensorForm TT_UCF11_GRU = train(List.of(8, 20, 20, 18), List.of(12, 4, 4, 4), 4);

  private PublishedForms() {}

  static TensorForm train(List<Integer> modesIn, List<Integer> modesOut, int rank) {
    List<Integer> ranks = java.util.Collections.nCopies(modesIn.size() - 1, rank);
    return new TensorForm(TensorForm.Format.TT, modesIn, modesOut, null, ranks, false, List.of());
  }
}
