package org.lstmc.core.train;

/** Who watches the phases of a longer run, and where their state is kept. */
@FunctionalInterface
public interface PhaseSetting {
  /** Nothing watched or kept. */
  PhaseSetting NONE = (trainer, phase) -> trainer;

  /**
   * Completes a trainer with checkpoint, listener and interruption.
   *
   * @param trainer to complete
   * @param phase {@code admm} or {@code retrain}; a name for the folder of the phase's checkpoint,
   *     which must not be another phase's
   */
  Trainer complete(Trainer trainer, String phase);
}
