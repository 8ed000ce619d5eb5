package org.lstmc.core.data.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** Strings of the embedded Reber grammar: predict the next symbol. */
public final class ReberFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "reber",
        null,
        TaskKind.LANGUAGE_MODEL,
        "embedded Reber grammar, generated; the best possible perplexity is known",
        null,
        List.of(
            new OptionInfo("train", "2000", "number of train sequences"),
            new OptionInfo("valid", "250", "number of valid sequences"),
            new OptionInfo("test", "500", "number of test sequences"),
            new OptionInfo("seed", null, "whole number; default: the seed of the run")),
        "reber");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    return Map.of();
  }

  @Override
  public Dataset load(Source source) {
    Options options = source.options();
    RandomStream random = new RandomStream(options.wholeNumber("seed"));
    List<int[]> train = draw(options.integer("train", 1, 10_000_000), random.branch(0));
    List<int[]> valid = draw(options.integer("valid", 1, 10_000_000), random.branch(1));
    List<int[]> test = draw(options.integer("test", 1, 10_000_000), random.branch(2));
    List<String> symbols = List.of(ReberGrammar.SYMBOLS.split(""));
    Task task = source.task(TaskKind.LANGUAGE_MODEL, symbols, List.of());
    return new Dataset(
        task,
        symbols.size(),
        symbols.size(),
        split("train", train),
        split("valid", valid),
        split("test", test),
        bestPerplexity(test));
  }

  private static List<int[]> draw(int count, RandomStream random) {
    List<int[]> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(ReberGrammar.draw(random));
    }
    return strings;
  }

  private static Split split(String name, List<int[]> strings) {
    List<Sequence> sequences = new ArrayList<>(strings.size());
    for (int[] s : strings) {
      int n = s.length - 1;
      sequences.add(new Sequence(Arrays.copyOf(s, n), null, n, Arrays.copyOfRange(s, 1, s.length)));
    }
    return new Split(name, List.copyOf(sequences), false);
  }

  /** Perplexity of a predictor that knows the grammar and the whole prefix. */
  static double bestPerplexity(List<int[]> strings) {
    double nats = 0;
    long steps = 0;
    for (int[] s : strings) {
      for (double p : ReberGrammar.conditionals(s)) {
        nats -= StrictMath.log(p);
        steps++;
      }
    }
    return StrictMath.exp(nats / steps);
  }
}
