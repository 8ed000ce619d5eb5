package org.lstmc.core.train.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.TrainingEngine.SessionSpec;

/**
 * From a batch to logits: input, recurrent layers with dropout between them, dense output; or a
 * feed-forward network over the steps that are scored, each of them one image.
 */
final class TorchForward {
  private final SessionSpec spec;
  private final NetworkSpec network;
  private final ScalarType type;
  private final List<TorchContraction> contractions;

  /** Null for a recurrent network. */
  private final TorchImages images;

  TorchForward(SessionSpec spec, ScalarType type) {
    this.spec = spec;
    this.network = spec.network();
    this.type = type;
    this.contractions = TorchContraction.of(network.layers(), spec.signals());
    this.images =
        network.isFeedForward() ? new TorchImages(network.forward(), spec.signals()) : null;
  }

  /**
   * What a batch gives.
   *
   * @param logits [N, classes] of the N scored predictions; of all T*B steps for transcription
   * @param targets [N]; for transcription the strings, one after the other
   * @param state what each layer carries on, one after the other: h c of an LSTM, h of a GRU
   */
  record Output(Tensor logits, Tensor targets, List<Tensor> state) {}

  /**
   * Runs a batch.
   *
   * @param weights in force, by tensor name
   * @param state as a previous batch left it; empty for zeros
   * @param dropout share to drop, 0 outside training
   */
  Output run(
      Batch batch, Map<String, Tensor> weights, List<Tensor> state, double dropout, boolean train) {
    Tensor x = input(batch, weights);
    if (images != null) {
      return new Output(images.logits(read(x, batch), weights, dropout), targets(batch), List.of());
    }
    if (network.input().kind() == InputSpec.Kind.EMBEDDING) {
      x = drop(x, dropout);
    }
    List<Tensor> after = new ArrayList<>();
    for (int l = 0; l < network.layers().size(); l++) {
      LayerSpec layer = network.layers().get(l);
      int carried = TorchCells.stateTensors(layer);
      List<Tensor> before =
          state.isEmpty()
              ? TorchCells.zeros(layer, type, batch.columns())
              : state.subList(after.size(), after.size() + carried);
      x = TorchCells.round(x, spec.signals().get(SignalNames.input(l)));
      TorchCells.Output out =
          TorchCells.run(
              l,
              layer,
              weights,
              x,
              before,
              contractions.get(l),
              spec.signals(),
              spec.exactSignals(),
              train);
      x = out.sequence();
      after.addAll(out.state());
      if (l < network.layers().size() - 1) {
        x = drop(x, dropout);
      }
    }
    Tensor logits =
        torch.addmm(
            weights.get(TensorNames.OUTPUT_BIAS),
            drop(read(x, batch), dropout),
            weights.get(TensorNames.OUTPUT_WEIGHT).t());
    return new Output(logits, targets(batch), after);
  }

  /** The steps whose logits are asked for, [N, size], of a sequence [T,B,size]. */
  private Tensor read(Tensor x, Batch batch) {
    Tensor flat = x.reshape((long) batch.steps() * batch.columns(), x.size(2));
    return spec.task() == TaskKind.TRANSCRIPTION ? flat : scored(flat, batch);
  }

  private static Tensor targets(Batch batch) {
    int[] targets = scoredTargets(batch, batch.scored());
    return TorchTensors.of(targets, targets.length);
  }

  private Tensor input(Batch batch, Map<String, Tensor> weights) {
    if (!network.input().isTokens()) {
      return TorchTensors.of(
          batch.features(), type, batch.steps(), batch.columns(), network.input().size());
    }
    Tensor tokens = TorchTensors.of(batch.tokens(), batch.steps(), batch.columns());
    return network.input().kind() == InputSpec.Kind.EMBEDDING
        ? torch.embedding(weights.get(TensorNames.EMBEDDING), tokens)
        : torch.one_hot(tokens, network.input().size()).to(type);
  }

  private Tensor scored(Tensor flat, Batch batch) {
    int[] rows = scoredRows(batch);
    return rows.length == flat.size(0)
        ? flat
        : flat.index_select(0, TorchTensors.of(rows, rows.length));
  }

  /** Rows of the flattened outputs [T*B] that are scored, in the order of the targets. */
  private int[] scoredRows(Batch batch) {
    int[] rows = new int[batch.scored()];
    int n = 0;
    for (int i = 0; i < batch.targets().length; i++) {
      if (batch.targets()[i] >= 0) {
        rows[n++] =
            spec.task() == TaskKind.CLASSIFICATION
                ? (batch.lengths()[i] - 1) * batch.columns() + i
                : i;
      }
    }
    return rows;
  }

  private static int[] scoredTargets(Batch batch, int count) {
    int[] targets = new int[count];
    int n = 0;
    for (int target : batch.targets()) {
      if (target >= 0) {
        targets[n++] = target;
      }
    }
    return targets;
  }

  private static Tensor drop(Tensor x, double share) {
    return share > 0 ? torch.dropout(x, share, true) : x;
  }
}
