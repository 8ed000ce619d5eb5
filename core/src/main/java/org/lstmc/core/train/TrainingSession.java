package org.lstmc.core.train;

import java.util.List;
import java.util.Map;
import org.lstmc.core.data.Score;
import org.lstmc.core.model.Tensor;

/** One network in the engine's memory. Not for several threads at once. */
public interface TrainingSession extends AutoCloseable {
  /**
   * What one optimizer step needs besides its batch. Nothing is kept from step to step but
   * parameters, optimizer moments and carried state, so a step can be replayed.
   *
   * @param number steps done before this one (Adam's bias correction)
   * @param learningRate the rate
   * @param clipNorm greatest gradient norm, 0 for none
   * @param dropout share to drop
   * @param dropoutSeed of this step's dropout masks
   */
  record Step(
      long number, double learningRate, double clipNorm, double dropout, long dropoutSeed) {}

  /**
   * A quadratic penalty {@code rho/2 ||parameter - target||^2} (squared Frobenius norm).
   *
   * @param target of the parameter's shape
   * @param rho weight of the penalty
   */
  record Pull(Tensor target, double rho) {}

  /**
   * Replaces all penalties. Their gradients are added to the loss's after clipping, which is there
   * for losses that leap; the loss that {@link #train} returns is without them.
   */
  void pull(Map<String, Pull> byName);

  /** Forward, backward, update. Returns the mean loss before the update, in nats. */
  double train(Batch batch, Step step);

  /** Forward alone, without dropout. Not for transcription, which is judged by its logits. */
  Score score(Batch batch);

  /**
   * Forward alone, without dropout: logits of every step, [T*B*classes], padding included. For
   * transcription.
   */
  double[] logits(Batch batch);

  /** Replaces all transforms; moments of weights that are masked out from now on are cleared. */
  void transforms(Map<String, List<WeightTransform>> byName);

  /** Copies of the trained parameters, by name, in file order. */
  Map<String, Tensor> parameters();

  /** Copies of optimizer moments and carried state, by name; empty where there are none. */
  Map<String, Tensor> state();

  /** Puts parameters and state back, as {@link #parameters} and {@link #state} gave them. */
  void restore(Map<String, Tensor> parameters, Map<String, Tensor> state);

  /** Frees native memory. */
  @Override
  void close();
}
