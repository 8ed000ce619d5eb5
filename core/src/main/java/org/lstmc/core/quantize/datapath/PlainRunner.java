package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.TaskKind;

/**
 * One sequence after the other through {@link PlainStep}, one image after the other through {@link
 * PlainForward}: for formats too wide for lock step.
 */
final class PlainRunner implements SequenceRunner {
  private final IntegerNetwork net;

  PlainRunner(IntegerNetwork net) {
    this.net = net;
  }

  @Override
  public void run(
      List<Sequence> sequences, TaskKind task, SequenceScore[] scores, EventCounts events) {
    long[] x = new long[net.network().input().size()];
    for (int i = 0; i < scores.length; i++) {
      Sequence s = sequences.get(i);
      NetworkState state = net.newState();
      if (net.forward() != null) {
        images(s, task, scores[i], state.events);
        events.addAll(state.events);
        continue;
      }
      PlainStep step = new PlainStep(net, state);
      for (int t = 0; t < s.length(); t++) {
        net.input().step(s, t, x, state.events);
        long[] output = step.layers(x).get(net.network().layers().size() - 1).state();
        if (SequenceScore.reads(s, t, task)) {
          score(step.logits(output), s, t, task, scores[i]);
        }
      }
      events.addAll(state.events);
    }
  }

  /** The steps that are asked for; no step depends on another. */
  private void images(Sequence s, TaskKind task, SequenceScore score, EventCounts events) {
    long[] x = new long[net.network().input().size()];
    for (int t = 0; t < s.length(); t++) {
      if (SequenceScore.reads(s, t, task)) {
        net.input().step(s, t, x, events);
        score(new PlainForward(net, events).run(x).logits(), s, t, task, score);
      }
    }
  }

  private void score(long[] raws, Sequence s, int t, TaskKind task, SequenceScore score) {
    double[] logits = Arrays.stream(raws).asDoubleStream().toArray();
    double scale = net.logitFormat().toDouble(1);
    if (task == TaskKind.TRANSCRIPTION) {
      score.collect(logits, 0, 1, logits.length, scale);
      return;
    }
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    int target = SequenceScore.target(s, t, task);
    score.add(HostSoftmax.nll(logits, logits[best], logits[target], scale), best == target);
  }
}
