package org.lstmc.cli.command;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.train.Augmentation;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Option;

/** How weights are learnt; what is not given takes the default of the task or the command. */
final class TrainOptionArgs {
  @Option(names = "--optimizer", description = "${COMPLETION-CANDIDATES}.")
  private OptimizerKind optimizer;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "Rate of the first epochs.")
  private Double learningRate;

  @Option(
      names = "--learning-rate-decay",
      paramLabel = "FACTOR",
      description = "Factor on the rate for every epoch after --decay-after.")
  private Double learningRateDecay;

  @Option(names = "--decay-after", paramLabel = "EPOCHS", description = "Epochs at the full rate.")
  private Integer decayAfter;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training split.")
  private Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Sequences trained in lock step.")
  private Integer batch;

  @Option(
      names = "--bptt",
      paramLabel = "STEPS",
      description = "Steps of a truncated segment of running text.")
  private Integer bptt;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Greatest global norm of the gradient; 0 for no clipping.")
  private Double clip;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Share dropped between layers, of the embedding and before the output.")
  private Double dropout;

  @Option(
      names = "--patience",
      paramLabel = "EPOCHS",
      description = "Stop after so many epochs without a better validation figure; 0 for never.")
  private Integer patience;

  @Option(
      names = "--augment",
      paramLabel = "CHANGES",
      description =
          "Of images, while training: shiftN (by up to N pixels), flip (left and right), both as"
              + " shiftN,flip; or none (default).")
  private String augment;

  private static <T> T or(T given, T otherwise) {
    return given != null ? given : otherwise;
  }

  /** Whether any was given. */
  boolean given() {
    return Stream.of(
            optimizer,
            learningRate,
            learningRateDecay,
            decayAfter,
            epochs,
            batch,
            bptt,
            clip,
            dropout,
            patience,
            augment)
        .anyMatch(Objects::nonNull);
  }

  /** Refuses options of training where nothing is trained, rather than to ignore them. */
  void checkUsed(boolean trains, String todo) {
    if (given() && !trains) {
      throw LstmcException.usage("options of training were given but nothing is trained; %s", todo);
    }
  }

  /** The defaults, with what the user gave. */
  TrainOptions over(TrainOptions d) {
    return new TrainOptions(
        or(optimizer, d.optimizer()),
        or(learningRate, d.learningRate()),
        or(learningRateDecay, d.learningRateDecay()),
        or(decayAfter, d.decayAfter()),
        or(epochs, d.epochs()),
        or(batch, d.batchSize()),
        or(bptt, d.bptt()),
        or(clip, d.clipNorm()),
        or(dropout, d.dropout()),
        d.initScale(),
        d.forgetBias(),
        or(patience, d.patience()),
        d.seed(),
        d.threads(),
        augment == null ? d.augment() : Augmentation.parse("--augment", augment));
  }

  /** Effective options as a history records them. */
  static Map<String, String> record(TrainOptions o) {
    Map<String, String> m = new TreeMap<>();
    m.put("optimizer", o.optimizer().name().toLowerCase(java.util.Locale.ROOT));
    m.put("learningRate", String.valueOf(o.learningRate()));
    m.put("learningRateDecay", String.valueOf(o.learningRateDecay()));
    m.put("decayAfter", String.valueOf(o.decayAfter()));
    m.put("epochs", String.valueOf(o.epochs()));
    m.put("batch", String.valueOf(o.batchSize()));
    m.put("bptt", String.valueOf(o.bptt()));
    m.put("clip", String.valueOf(o.clipNorm()));
    m.put("dropout", String.valueOf(o.dropout()));
    m.put("initScale", String.valueOf(o.initScale()));
    m.put("forgetBias", String.valueOf(o.forgetBias()));
    m.put("patience", String.valueOf(o.patience()));
    if (!o.augment().equals(Augmentation.NONE)) {
      m.put("augment", o.augment().toString());
    }
    return m;
  }
}
