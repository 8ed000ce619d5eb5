package org.lstmc.core.train;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/**
 * Trains a network. Set what differs from the defaults, then {@link #run}:
 *
 * <pre>{@code
 * TrainResult r = new Trainer(network, dataset, options)
 *     .masks(schedule).checkpoint(CheckpointPolicy.in(folder)).listener(l).interrupt(stop::get)
 *     .run(Trainer.initialWeights(network, options));
 * }</pre>
 */
public final class Trainer {
  private final NetworkSpec network;
  private final Dataset data;
  private final TrainOptions options;
  private MaskSchedule masks = MaskSchedule.DENSE;
  private TrainedForms forms = TrainedForms.DENSE;
  private Map<String, Structure> structures = Map.of();
  private AdmmOptions admm;
  private Map<String, FixedFormat> formats = Map.of();
  private boolean exactSignals;
  private CheckpointPolicy checkpoint = CheckpointPolicy.NONE;
  private ProgressListener listener = p -> {};
  private BooleanSupplier interrupt = () -> false;

  /** A trainer of a network on a data set. */
  public Trainer(NetworkSpec network, Dataset data, TrainOptions options) {
    this.network = network;
    this.data = data;
    this.options = options;
  }

  /** Which weights are in force; all by default. */
  public Trainer masks(MaskSchedule schedule) {
    masks = schedule;
    return this;
  }

  /**
   * Which matrices are trained in another form than the dense one. Start weights that are not in
   * the structure are projected into it; results are dense again, exactly in it. A tensor has
   * either a form or masks.
   */
  public Trainer forms(TrainedForms structures) {
    forms = structures;
    return this;
  }

  /**
   * Draws dense matrices into structures by ADMM. No epoch counts as best, and patience does not
   * run: the result is that of the last epoch, whose weights are near the structures but not in
   * them. {@link AdmmRun} does the whole.
   *
   * @param byName structures by tensor name
   * @param o how; its epochs are left to {@link AdmmRun}
   */
  public Trainer admm(Map<String, Structure> byName, AdmmOptions o) {
    structures = byName;
    admm = o;
    return this;
  }

  /**
   * Quantization-aware training: the forward pass sees weights and signals rounded to these formats
   * (by tensor and signal name, as in QuantizationSpec), gradients pass straight through.
   *
   * @param byName formats; a name that is absent stays float
   * @param exact see {@link TrainingEngine.SessionSpec#exactSignals}
   */
  public Trainer fakeQuantize(Map<String, FixedFormat> byName, boolean exact) {
    formats = byName;
    exactSignals = exact;
    return this;
  }

  /** Where the run's state is kept; nowhere by default. */
  public Trainer checkpoint(CheckpointPolicy policy) {
    checkpoint = policy;
    return this;
  }

  /** Who hears how it goes. */
  public Trainer listener(ProgressListener l) {
    listener = l;
    return this;
  }

  /** Asked after every step; once true, state is written and the run ends as INTERRUPTED. */
  public Trainer interrupt(BooleanSupplier asked) {
    interrupt = asked;
    return this;
  }

  /** New weights, by {@link TrainOptions#initScale}, {@code forgetBias} and {@code seed}. */
  public static Map<String, Tensor> initialWeights(NetworkSpec network, TrainOptions options) {
    return InitialWeights.of(network, options, TrainedForms.DENSE);
  }

  /**
   * New weights for training in other forms: dense in shape, exactly in the structures, and with
   * outputs of the same variance as a dense network's (the vectors of a block-circulant matrix are
   * drawn as the elements of a dense one).
   */
  public static Map<String, Tensor> initialWeights(
      NetworkSpec network, TrainOptions options, TrainedForms forms) {
    return InitialWeights.of(network, options, forms);
  }

  /**
   * Trains from the given weights, or goes on from the checkpoint of the same run.
   *
   * @throws LstmcException INTERRUPTED once asked to stop; BAD_INPUT where the checkpoint belongs
   *     to another run; CHECK_FAILED where the loss stops being a number
   */
  public TrainResult run(Map<String, Tensor> start) {
    return new TrainingRun(
            new RunSetup(
                network,
                data,
                options,
                masks,
                forms,
                structures,
                admm,
                formats,
                exactSignals,
                checkpoint,
                listener,
                interrupt))
        .run(start);
  }

  /** Share of masked-out weights over the masked tensors; 0 without masks. */
  public static double sparsity(Map<String, Mask> masks) {
    long all = 0;
    long kept = 0;
    for (Mask m : masks.values()) {
      all += (long) m.rows() * m.cols();
      kept += m.count();
    }
    return all == 0 ? 0 : 1 - (double) kept / all;
  }
}
