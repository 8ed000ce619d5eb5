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

/** From a batch to logits: input, recurrent layers with dropout between them, dense output. */
final class TorchForward {
  private final SessionSpec spec;
  private final NetworkSpec network;
  private final ScalarType type;
  private final List<TorchContraction> contractions;

  TorchForward(SessionSpec spec, ScalarType type) {
    this.spec = spec;
    this.network = spec.network();
    this.type = type;
    this.contractions = TorchContraction.of(network.layers(), spec.signals());
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
    Tensor flat = x.reshape((long) batch.steps() * batch.columns(), x.size(2));
    Tensor read = spec.task() == TaskKind.TRANSCRIPTION ? flat : scored(flat, batch);
    Tensor logits =
        torch.addmm(
            weights.get(TensorNames.OUTPUT_BIAS),
            drop(read, dropout),
            weights.get(TensorNames.OUTPUT_WEIGHT).t());
    int[] targets = scoredTargets(batch, batch.scored());
    return new Output(logits, TorchTensors.of(targets, targets.length), after);
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
