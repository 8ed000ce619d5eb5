package org.lstmc.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PruneRamp;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/**
 * Pruning with retraining: masks that grow along a ramp, then stay while the kept weights learn on.
 *
 * @param plan what to prune, how much
 * @param schedule how ratios grow
 * @param rampEpochs epochs of growing; less than the options' epochs
 * @param options of the retraining
 */
public record PruneRun(
    PrunePlan plan, SparsitySchedule schedule, int rampEpochs, TrainOptions options) {
  private static final int POINTS_PER_EPOCH = 4;

  /**
   * A pruned model and what its retraining found.
   *
   * @param model masks, weights and compression in force; no quantization
   * @param training curve, and the dense shadow weights to go on from
   */
  public record Outcome(Model model, TrainResult training) {}

  /** Who watches, where state is kept. */
  public interface Setting {
    /** Completes a trainer with checkpoint, listener and interruption. */
    Trainer complete(Trainer trainer);
  }

  /** Checks that the ramp ends before training does. */
  public PruneRun {
    if (rampEpochs >= options.epochs()) {
      throw org.lstmc.core.LstmcException.usage(
          "--ramp-epochs %d: must be less than the %d epochs of retraining",
          rampEpochs, options.epochs());
    }
  }

  /**
   * Options of retraining where the user says nothing: the task's own, with half of its epochs. SGD
   * starts at half the rate, since it left training at a small one; Adam at the full rate.
   */
  public static TrainOptions defaults(Dataset data, long seed, int threads) {
    TrainOptions d = TrainOptions.defaultsFor(data, seed, threads);
    int epochs = Math.max(4, d.epochs() / 2);
    return new TrainOptions(
        d.optimizer(),
        d.optimizer() == OptimizerKind.SGD ? d.learningRate() / 2 : d.learningRate(),
        0.6,
        epochs / 2,
        epochs,
        d.batchSize(),
        d.bptt(),
        d.clipNorm(),
        d.dropout(),
        0,
        0,
        0,
        seed,
        threads);
  }

  /**
   * Prunes and retrains.
   *
   * @param model the network; its quantization is dropped
   * @param start weights to start from: the model's own, or shadows of an earlier run
   * @param data to retrain on
   * @param setting checkpoint, listener, interruption
   */
  public Outcome run(Model model, Map<String, Tensor> start, Dataset data, Setting setting) {
    // A ratio that empties a row must be refused before hours of training, not after.
    Pruner.checkNoStructure(model, plan);
    Pruner.masks(start, plan);
    PruneRamp ramp = new PruneRamp(plan, schedule, rampEpochs, model.masks());
    Trainer trainer =
        setting
            .complete(new Trainer(model.network(), data, options))
            .masks(new GradualPruning(ramp, pointEvery(data)))
            .forms(TrainedForms.of(model));
    TrainResult result = trainer.run(start);
    Map<String, Mask> planned = new LinkedHashMap<>(result.masks());
    planned.keySet().retainAll(plan.ratios().keySet());
    Model pruned =
        Pruner.withMasks(model.withWeights(result.weights()).withQuantization(null), plan, planned);
    return new Outcome(pruned, result);
  }

  private int pointEvery(Dataset data) {
    if (rampEpochs == 0) {
      return 0;
    }
    long perEpoch =
        data.train().stream()
            ? data.train().steps() / ((long) options.batchSize() * options.bptt())
            : data.train().sequences().size() / options.batchSize();
    return (int) Math.max(1, perEpoch / POINTS_PER_EPOCH);
  }
}
