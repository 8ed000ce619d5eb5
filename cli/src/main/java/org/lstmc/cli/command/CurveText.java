package org.lstmc.cli.command;

import java.util.Locale;
import org.lstmc.core.train.EpochResult;
import org.lstmc.core.train.TrainResult;

/** A training curve in one line, for a model's history. */
final class CurveText {
  private CurveText() {}

  static String of(TrainResult result) {
    StringBuilder s = new StringBuilder("validation by epoch:");
    for (EpochResult e : result.curve()) {
      s.append(' ')
          .append(
              e.validMetric() == null ? "-" : String.format(Locale.ROOT, "%.6g", e.validMetric()));
    }
    return s.append("; best epoch ")
        .append(result.bestEpoch())
        .append(result.stoppedEarly() ? ", stopped early" : "")
        .toString();
  }
}
