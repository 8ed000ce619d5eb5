package org.lstmc.core.train;

/** How fast a run goes, for its listener. Reads the clock; nothing that is kept depends on it. */
final class Pace {
  private static final double REPORT_SECONDS = 0.5;

  private final int epochs;
  private final int steps;
  private long since;
  private long predictions;
  private int stepsSince;
  private double perSecond;
  private double secondsPerStep;
  private double overhead;
  private long lastStep;

  Pace(int epochs, int steps) {
    this.epochs = epochs;
    this.steps = steps;
  }

  /** An epoch's first step is about to run. */
  void start(int epoch, int step) {
    since = System.nanoTime();
    predictions = 0;
    stepsSince = 0;
  }

  /** A step is done. */
  void count(int scored) {
    predictions += scored;
    stepsSince++;
    lastStep = System.nanoTime();
  }

  /** Whether it is time to report. */
  boolean due() {
    return (System.nanoTime() - since) / 1e9 >= REPORT_SECONDS;
  }

  TrainProgress now(int epoch, int step, double rate, double loss) {
    measure();
    double left =
        secondsPerStep * ((double) (epochs - epoch) * steps - step) + overhead * (epochs - epoch);
    return new TrainProgress(
        epoch + 1, epochs, step, steps, rate, loss, null, false, perSecond, left);
  }

  /** Validation included, an epoch is over. */
  TrainProgress epochEnd(int done, double rate, double loss, Double metric, boolean best) {
    long now = System.nanoTime();
    overhead = (now - lastStep) / 1e9;
    if (stepsSince > 0) {
      measure();
    }
    double left = (secondsPerStep * steps + overhead) * (epochs - done);
    return new TrainProgress(done, epochs, steps, steps, rate, loss, metric, best, perSecond, left);
  }

  private void measure() {
    double seconds = Math.max(1e-9, (lastStep - since) / 1e9);
    double fresh = secondsPerStep == 0 ? 1 : 0.3;
    secondsPerStep += fresh * (seconds / Math.max(1, stepsSince) - secondsPerStep);
    perSecond += fresh * (predictions / seconds - perSecond);
    since = System.nanoTime();
    predictions = 0;
    stepsSince = 0;
  }
}
