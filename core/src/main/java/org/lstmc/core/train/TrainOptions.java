package org.lstmc.core.train;

import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.TaskKind;

/**
 * What decides a training run. The loss is the mean negative log-likelihood over the scored
 * predictions of a batch, so learning rate and clipping norm read as in PyTorch. (Zaremba et al.,
 * arXiv 1409.2329, sum over the steps of a segment: their rate 1 and norm 5 at 20 steps are 20 and
 * 0.25 here.)
 *
 * @param optimizer how gradients become weight changes
 * @param learningRate rate of the first epochs
 * @param learningRateDecay factor on the rate for every epoch after {@code decayAfter}, in (0,1]
 * @param decayAfter epochs at the full rate
 * @param epochs passes over the training split
 * @param batchSize sequences, or columns of a stream, trained in lock step
 * @param bptt steps of a truncated segment of a stream; separate sequences are trained whole
 * @param clipNorm greatest global norm of the gradient; 0 for no clipping
 * @param dropout share dropped of embedding rows, of vectors between layers and before the output;
 *     raw features, unit vectors and recurrent connections are left alone
 * @param initScale new weights are uniform in [-initScale, initScale]; 0 for PyTorch's defaults
 * @param forgetBias added to the forget-gate bias of new weights
 * @param patience epochs without a better validation metric before stopping; 0 for never
 * @param seed of new weights, order of sequences, dropout
 * @param threads of the engine; results depend on it in the last bits
 * @param augment how training images are changed; for feed-forward networks alone
 */
public record TrainOptions(
    OptimizerKind optimizer,
    double learningRate,
    double learningRateDecay,
    int decayAfter,
    int epochs,
    int batchSize,
    int bptt,
    double clipNorm,
    double dropout,
    double initScale,
    double forgetBias,
    int patience,
    long seed,
    int threads,
    Augmentation augment) {

  /** Options without augmentation. */
  public TrainOptions(
      OptimizerKind optimizer,
      double learningRate,
      double learningRateDecay,
      int decayAfter,
      int epochs,
      int batchSize,
      int bptt,
      double clipNorm,
      double dropout,
      double initScale,
      double forgetBias,
      int patience,
      long seed,
      int threads) {
    this(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        Augmentation.NONE);
  }

  /** Checks every range. */
  public TrainOptions {
    check(optimizer != null, "optimizer", "none", "sgd or adam");
    check(
        learningRate > 0 && learningRate < 1e6,
        "learning rate",
        learningRate,
        "above 0, below 1000000");
    check(
        learningRateDecay > 0 && learningRateDecay <= 1,
        "learning rate decay",
        learningRateDecay,
        "above 0, at most 1");
    check(decayAfter >= 0, "decay-after", decayAfter, "0 or more epochs");
    check(epochs >= 1, "epochs", epochs, "1 or more");
    check(batchSize >= 1, "batch size", batchSize, "1 or more");
    check(bptt >= 1, "bptt", bptt, "1 or more steps");
    check(clipNorm >= 0, "clip norm", clipNorm, "0 (no clipping) or more");
    check(dropout >= 0 && dropout < 1, "dropout", dropout, "0 up to, not including, 1");
    check(
        initScale >= 0 && initScale < 1e6,
        "init scale",
        initScale,
        "0 (default) up to, not including, 1000000");
    check(Math.abs(forgetBias) < 1e6, "forget bias", forgetBias, "a small number");
    check(patience >= 0, "patience", patience, "0 (never stop early) or more epochs");
    check(threads >= 1, "threads", threads, "1 or more");
  }

  /**
   * Sensible options for a task. A language model over a stream follows Zaremba's small recipe (SGD
   * with late decay, 13 epochs, uniform 0.1); all else uses Adam.
   *
   * @param kind the task
   * @param stream whether the training split is one running text
   * @param seed of everything random
   * @param threads of the engine
   */
  public static TrainOptions defaultsFor(TaskKind kind, boolean stream, long seed, int threads) {
    if (kind == TaskKind.LANGUAGE_MODEL && stream) {
      return new TrainOptions(
          OptimizerKind.SGD, 20, 0.5, 4, 13, 20, 35, 0.25, 0, 0.1, 0, 0, seed, threads);
    }
    if (kind == TaskKind.LANGUAGE_MODEL) {
      return new TrainOptions(
          OptimizerKind.ADAM, 0.01, 0.8, 5, 12, 16, 35, 1, 0, 0, 1, 0, seed, threads);
    }
    if (kind == TaskKind.CLASSIFICATION) {
      return new TrainOptions(
          OptimizerKind.ADAM, 0.002, 0.8, 10, 20, 16, 35, 1, 0.2, 0, 1, 5, seed, threads);
    }
    if (kind == TaskKind.TRANSCRIPTION) {
      // CTC says nothing but blanks at first, for epochs on end: patience would give up there.
      return new TrainOptions(
          OptimizerKind.ADAM, 0.003, 0.8, 12, 20, 8, 35, 1, 0.3, 0, 1, 0, seed, threads);
    }
    return new TrainOptions(
        OptimizerKind.ADAM, 0.002, 0.8, 10, 20, 8, 35, 1, 0.2, 0, 1, 5, seed, threads);
  }

  /**
   * Sensible options for a data set: those of its task, but for whole images, which feed-forward
   * networks read, ten epochs of Adam at PyTorch's default rate in batches of 64, without dropout.
   *
   * @param seed of everything random
   * @param threads of the engine
   */
  public static TrainOptions defaultsFor(Dataset data, long seed, int threads) {
    return data.image() == null
        ? defaultsFor(data.task().kind(), data.train().stream(), seed, threads)
        : new TrainOptions(
            OptimizerKind.ADAM, 0.001, 0.6, 5, 10, 64, 35, 0, 0, 0, 0, 0, seed, threads);
  }

  /** The rate of an epoch, counted from 0. */
  public double learningRate(int epoch) {
    return learningRate * Math.pow(learningRateDecay, Math.max(0, epoch + 1 - decayAfter));
  }

  /** These options for a shorter run: the rate decays from the same share of the epochs on. */
  public TrainOptions shortened(int n) {
    return withDecay(learningRateDecay, (int) ((long) decayAfter * n / epochs)).withEpochs(n);
  }

  /** These options with another rate. */
  public TrainOptions withLearningRate(double rate) {
    return new TrainOptions(
        optimizer,
        rate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with another schedule of the rate. */
  public TrainOptions withDecay(double factor, int after) {
    return new TrainOptions(
        optimizer,
        learningRate,
        factor,
        after,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with another number of epochs. */
  public TrainOptions withEpochs(int n) {
    return new TrainOptions(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        n,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with another batch size and segment length. */
  public TrainOptions withBatch(int size, int segment) {
    return new TrainOptions(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        size,
        segment,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with another optimizer. */
  public TrainOptions withOptimizer(OptimizerKind kind) {
    return new TrainOptions(
        kind,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with other dropout. */
  public TrainOptions withDropout(double share) {
    return new TrainOptions(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        share,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        augment);
  }

  /** These options with images changed otherwise. */
  public TrainOptions withAugmentation(Augmentation a) {
    return new TrainOptions(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        patience,
        seed,
        threads,
        a);
  }

  /** These options with another patience. */
  public TrainOptions withPatience(int n) {
    return new TrainOptions(
        optimizer,
        learningRate,
        learningRateDecay,
        decayAfter,
        epochs,
        batchSize,
        bptt,
        clipNorm,
        dropout,
        initScale,
        forgetBias,
        n,
        seed,
        threads,
        augment);
  }

  private static void check(boolean ok, String what, Object found, String allowed) {
    if (!ok) {
      throw LstmcException.usage("training options: %s is %s; allowed is %s", what, found, allowed);
    }
  }
}
