package org.lstmc.core.train;

import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/**
 * Compression by ADMM (E-RNN, arXiv 1812.07106): a trained network is drawn into structures while
 * it goes on learning, then projected into them and retrained there. The first {@link
 * AdmmOptions#epochs} of the options' epochs are ADMM's, at the full rate throughout, since weights
 * that may hardly move cannot follow Z; the rest are retraining's, which begins at the full rate
 * again and decays as {@link TrainOptions#shortened} says. Epochs that ADMM leaves over when it
 * ends at its tolerance go to retraining, so that the sum is always the same.
 *
 * @param structures by tensor name; matrices not named keep what they have
 * @param admm the ADMM phase
 * @param options of all the training
 */
public record AdmmRun(Map<String, Structure> structures, AdmmOptions admm, TrainOptions options) {
  /** Checks the split of epochs, and that plain descent can stand the greatest penalty. */
  public AdmmRun {
    if (admm.epochs() >= options.epochs()) {
      throw LstmcException.usage(
          "ADMM: its %d epochs leave none of the %d epochs to retraining",
          admm.epochs(), options.epochs());
    }
    double steepest = 2 / options.learningRate();
    if (options.optimizer() == OptimizerKind.SGD && admm.most() >= steepest) {
      throw LstmcException.usage(
          "ADMM: with SGD at rate %s the greatest rho must be below 2/rate = %.4g, found %s; at that"
              + " rho every step would overshoot its target",
          options.learningRate(), steepest, admm.most());
    }
    for (String name : admm.rhoOf().keySet()) {
      if (!structures.containsKey(name)) {
        throw LstmcException.usage(
            "ADMM: rho of '%s', which has no structure; there are %s",
            name, new java.util.TreeSet<>(structures.keySet()));
      }
    }
  }

  /**
   * Options of the training where the user says nothing: pruning's, with all of a task's epochs.
   */
  public static TrainOptions defaults(Dataset data, long seed, int threads) {
    int epochs = TrainOptions.defaultsFor(data, seed, threads).epochs();
    return PruneRun.defaults(data, seed, threads).withEpochs(epochs).withDecay(0.8, epochs / 2);
  }

  /**
   * Runs ADMM, projects and retrains.
   *
   * @param model the network; its quantization is dropped
   * @param start weights to start from, usually the model's own
   * @param data to train on
   * @param setting asked for the phases {@code admm} and {@code retrain}; a finished phase whose
   *     checkpoint is still there is not run again
   * @throws LstmcException as {@link Trainer#run}; CHECK_FAILED where ADMM diverges
   */
  public StructuredOutcome run(
      Model model, Map<String, Tensor> start, Dataset data, PhaseSetting setting) {
    Projector.check(model.network(), structures);
    ProjectionRun whole = new ProjectionRun(structures, options);
    TrainResult drawn =
        setting
            .complete(
                new Trainer(
                    model.network(), data, options.withEpochs(admm.epochs()).withDecay(1, 0)),
                "admm")
            .forms(TrainedForms.of(model).without(structures.keySet()))
            .masks(MaskSchedule.fixed(whole.otherMasks(model)))
            .admm(structures, admm)
            .run(start);
    int done = drawn.curve().size();
    StructuredOutcome rest =
        new ProjectionRun(structures, options.shortened(options.epochs() - done))
            .run(model, drawn.weights(), data, setting);
    return new StructuredOutcome(
        rest.model(),
        drawn,
        drawn.iterations(),
        drawn.stoppedEarly(),
        rest.projectedMetric(),
        rest.training());
  }
}
