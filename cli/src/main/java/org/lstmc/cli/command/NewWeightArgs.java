package org.lstmc.cli.command;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Option;

/** How the weights of a new network are drawn. */
final class NewWeightArgs {
  @Option(
      names = "--init-scale",
      paramLabel = "A",
      description = "New weights are uniform in [-A, A]; 0 for PyTorch's defaults.")
  private Double initScale;

  @Option(
      names = "--forget-bias",
      paramLabel = "B",
      description = "Added to the forget gate's bias of new weights.")
  private Double forgetBias;

  /** Refuses a bias for a gate that the network does not have. */
  void check(NetworkSpec network) {
    if (forgetBias != null && network.isFeedForward()) {
      throw LstmcException.usage(
          "--forget-bias %s: a feed-forward network has no forget gate; leave the option out",
          forgetBias);
    }
    CellType cell = network.isFeedForward() ? null : network.layers().get(0).cell();
    if (forgetBias != null && cell.isGru()) {
      throw LstmcException.usage(
          "--forget-bias %s: a %s has no forget gate; leave the option out",
          forgetBias, cell.label());
    }
  }

  /** The options, with what the user gave. */
  TrainOptions over(TrainOptions d) {
    return new TrainOptions(
        d.optimizer(),
        d.learningRate(),
        d.learningRateDecay(),
        d.decayAfter(),
        d.epochs(),
        d.batchSize(),
        d.bptt(),
        d.clipNorm(),
        d.dropout(),
        initScale != null ? initScale : d.initScale(),
        forgetBias != null ? forgetBias : d.forgetBias(),
        d.patience(),
        d.seed(),
        d.threads(),
        d.augment());
  }
}
