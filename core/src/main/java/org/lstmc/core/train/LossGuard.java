package org.lstmc.core.train;

import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.TaskKind;

/**
 * Tells a training that has blown up: a loss that is no number, or an epoch whose mean loss lies
 * far above that of guessing.
 */
final class LossGuard {
  /** How many times the loss of guessing, and nats on top, no training that learns comes near. */
  private static final double TIMES = 10;

  private final RunSetup setup;
  private final double most;

  LossGuard(RunSetup setup, TaskKind task) {
    this.setup = setup;
    int classes = setup.network().classes();
    // A CTC loss is that of a whole string; guessing has no one value there.
    most =
        task == TaskKind.TRANSCRIPTION || classes < 2
            ? Double.POSITIVE_INFINITY
            : TIMES * (1 + Math.log(classes));
  }

  /**
   * Checks one step.
   *
   * @param step from 0
   * @throws LstmcException check failed: the loss is no number
   */
  void step(double loss, int epoch, int step, int steps, double rate) {
    if (!Double.isFinite(loss)) {
      throw failed(
          "is " + loss, "epoch " + (epoch + 1) + ", step " + (step + 1) + " of " + steps, rate);
    }
  }

  /**
   * Checks the mean over an epoch.
   *
   * @param loss nats a prediction
   * @throws LstmcException check failed: far above the loss of guessing
   */
  void epoch(double loss, int epoch, double rate) {
    if (loss > most) {
      throw failed(
          String.format(
              Locale.ROOT,
              "has grown to %.3g nats a prediction, where guessing one of %d classes has %.3g,",
              loss,
              setup.network().classes(),
              Math.log(setup.network().classes())),
          "epoch " + (epoch + 1),
          rate);
    }
  }

  private LstmcException failed(String what, String where, double rate) {
    return LstmcException.of(
        LstmcException.Kind.CHECK_FAILED,
        "training: the loss %s in %s. Lower the learning rate (%s) or the clipping norm (%s)%s",
        what,
        where,
        rate,
        setup.options().clipNorm(),
        setup.admm() == null ? "" : ", or rho and its growth");
  }
}
