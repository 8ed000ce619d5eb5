package org.lstmc.core.data.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/** Emissions of a hidden Markov source: label every step with the hidden state. */
public final class HmmFormat implements DataFormat {
  private static final int MOST = 10_000_000;

  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "hmm",
        null,
        TaskKind.FRAME_LABELLING,
        "hidden Markov states under noise, generated; the best possible error rate is known",
        null,
        List.of(
            new OptionInfo("states", "5", "number of hidden states, 2 or more"),
            new OptionInfo("dims", "4", "length of a feature vector"),
            new OptionInfo("noise", "1.0", "standard deviation; state means have deviation 1"),
            new OptionInfo("stickiness", "0.9", "probability of staying in a state, 0 to 1"),
            new OptionInfo("length", "50", "steps a sequence"),
            new OptionInfo("train", "500", "number of train sequences"),
            new OptionInfo("valid", "50", "number of valid sequences"),
            new OptionInfo("test", "200", "number of test sequences"),
            new OptionInfo("seed", null, "whole number; default: the seed of the run")),
        "hmm");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    return Map.of();
  }

  @Override
  public Dataset load(Source source) {
    Options o = source.options();
    RandomStream random = new RandomStream(o.wholeNumber("seed"));
    int states = o.integer("states", 2, 10_000);
    HiddenMarkov markov =
        HiddenMarkov.draw(
            states,
            o.integer("dims", 1, 10_000),
            o.number("noise", 1e-6, 1e6),
            o.number("stickiness", 0, 1),
            random.branch(0));
    int length = o.integer("length", 1, MOST);
    Split train = split("train", o.integer("train", 1, MOST), length, markov, random.branch(1));
    Split valid = split("valid", o.integer("valid", 1, MOST), length, markov, random.branch(2));
    Split test = split("test", o.integer("test", 1, MOST), length, markov, random.branch(3));
    List<String> labels = IntStream.range(0, states).mapToObj(i -> "s" + i).toList();
    Task task = source.task(TaskKind.FRAME_LABELLING, List.of(), labels);
    return new Dataset(
        task, markov.dimensions(), states, train, valid, test, filterErrorRate(markov, test));
  }

  private static Split split(
      String name, int count, int length, HiddenMarkov markov, RandomStream random) {
    List<Sequence> sequences = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int[] path = markov.path(length, random);
      sequences.add(new Sequence(null, markov.emit(path, random), length, path));
    }
    return new Split(name, List.copyOf(sequences), false);
  }

  /** Share of steps at which the best causal guess is wrong. */
  private static double filterErrorRate(HiddenMarkov markov, Split split) {
    long wrong = 0;
    for (Sequence s : split.sequences()) {
      int[] guess = markov.filter(s.features());
      for (int t = 0; t < guess.length; t++) {
        wrong += guess[t] == s.targets()[t] ? 0 : 1;
      }
    }
    return (double) wrong / split.steps();
  }
}
