package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** Where a run stands, apart from what its session holds: all that a checkpoint must keep. */
final class RunState {
  /** Epoch to be worked on, from 0; equal to the number of epochs at the end. */
  int epoch;

  /** Steps done in this epoch. */
  int step;

  /** Optimizer steps done since the start. */
  long total;

  /** Loss summed over the predictions of this epoch. */
  double lossSum;

  /** Predictions of this epoch. */
  long lossCount;

  Map<String, Mask> masks = Map.of();
  Map<String, Tensor> best = Map.of();
  Map<String, Mask> bestMasks = Map.of();

  /** Metric of the best epoch; NaN before there is one. */
  double bestMetric = Double.NaN;

  /** From 1; 0 before there is one. */
  int bestEpoch;

  boolean stoppedEarly;
  AdmmState admm = AdmmState.NONE;
  List<EpochResult> curve = new ArrayList<>();

  /** Numbers as text, exactly. */
  Map<String, String> toText() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("epoch", Integer.toString(epoch));
    text.put("step", Integer.toString(step));
    text.put("total", Long.toString(total));
    text.put("lossSum", Double.toString(lossSum));
    text.put("lossCount", Long.toString(lossCount));
    text.put("bestMetric", Double.toString(bestMetric));
    text.put("bestEpoch", Integer.toString(bestEpoch));
    text.put("stoppedEarly", Boolean.toString(stoppedEarly));
    text.put("admm", admm.text());
    StringBuilder lines = new StringBuilder();
    for (EpochResult e : curve) {
      lines
          .append(e.epoch())
          .append(' ')
          .append(e.learningRate())
          .append(' ')
          .append(e.trainLoss())
          .append(' ')
          .append(e.validLoss())
          .append(' ')
          .append(e.validMetric())
          .append(' ')
          .append(e.sparsity())
          .append(';');
    }
    text.put("curve", lines.toString());
    return text;
  }

  /** Reads what {@link #toText} wrote; a missing or foreign value is a RuntimeException. */
  static RunState fromText(Map<String, String> text) {
    RunState s = new RunState();
    s.epoch = Integer.parseInt(text.get("epoch"));
    s.step = Integer.parseInt(text.get("step"));
    s.total = Long.parseLong(text.get("total"));
    s.lossSum = Double.parseDouble(text.get("lossSum"));
    s.lossCount = Long.parseLong(text.get("lossCount"));
    s.bestMetric = Double.parseDouble(text.get("bestMetric"));
    s.bestEpoch = Integer.parseInt(text.get("bestEpoch"));
    s.stoppedEarly = Boolean.parseBoolean(text.get("stoppedEarly"));
    for (String line : text.get("curve").split(";")) {
      if (!line.isEmpty()) {
        String[] f = line.split(" ");
        s.curve.add(
            new EpochResult(
                Integer.parseInt(f[0]),
                Double.parseDouble(f[1]),
                Double.parseDouble(f[2]),
                optional(f[3]),
                optional(f[4]),
                Double.parseDouble(f[5])));
      }
    }
    return s;
  }

  private static Double optional(String text) {
    return text.equals("null") ? null : Double.valueOf(text);
  }
}
