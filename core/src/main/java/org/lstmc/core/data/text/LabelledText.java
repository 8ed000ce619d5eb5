package org.lstmc.core.data.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * From texts with labels to a data set: the same for every format of this kind. The vocabulary is
 * {@code <unk>} (index 0) and the most frequent tokens of the train texts at full length.
 */
final class LabelledText {
  /**
   * One text.
   *
   * @param label its class, as written
   * @param text what is to be classified
   * @param file where it stands
   * @param line the first line being 1
   */
  record Example(String label, String text, Path file, int line) {}

  /** The three parts. */
  record Parts(List<Example> train, List<Example> valid, List<Example> test) {
    Parts() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Every tenth line to test, the ninth of ten to valid, the others to train. */
    void addByLine(Example e) {
      (e.line() % 10 == 0 ? test : e.line() % 10 == 9 ? valid : train).add(e);
    }

    /** Every tenth line to valid, the others to train. */
    void addTrainOrValid(Example e) {
      (e.line() % 10 == 0 ? valid : train).add(e);
    }
  }

  private final Source source;
  private final Tokens tokens;
  private final int longest;
  private final boolean keepLast;

  private LabelledText(Source source) {
    Options o = source.options();
    this.source = source;
    this.tokens = Tokens.valueOf(o.oneOf("tokens", "words", "space").toUpperCase(Locale.ROOT));
    this.longest = o.integer("length", 1, 1_000_000);
    this.keepLast = o.oneOf("keep", "last", "first").equals("last");
  }

  /** The options that every such format has. */
  static List<OptionInfo> options(String defaultTokens) {
    return List.of(
        new OptionInfo("vocabulary", "10000", "most frequent tokens to keep, <unk> included"),
        new OptionInfo("length", "400", "longest text in tokens; the rest is cut off"),
        new OptionInfo("keep", "last", "last or first: which tokens of a longer text stay"),
        new OptionInfo(
            "tokens",
            defaultTokens,
            "words (lower case, punctuation apart) or space (as it stands between blanks)"));
  }

  /** Builds the data set. */
  static Dataset build(Source source, Parts parts) {
    return new LabelledText(source).build(parts);
  }

  private Dataset build(Parts parts) {
    Task known = source.known();
    int size = source.options().integer("vocabulary", 2, 10_000_000);
    Vocabulary vocabulary =
        known != null ? Vocabulary.of(known.vocabulary()) : count(parts.train()).most(size);
    List<String> labels = known != null ? known.labels() : labels(parts.train());
    Split train = split("train", parts.train(), vocabulary, labels);
    Split valid = split("valid", parts.valid(), vocabulary, labels);
    Split test = split("test", parts.test(), vocabulary, labels);
    Task task = source.task(TaskKind.CLASSIFICATION, vocabulary.tokens(), labels);
    return new Dataset(task, vocabulary.size(), labels.size(), train, valid, test, null);
  }

  private Vocabulary.Counter count(List<Example> examples) {
    Vocabulary.Counter counter = new Vocabulary.Counter();
    examples.forEach(e -> tokens.cut(e.text(), counter::add));
    return counter;
  }

  /** Distinct labels: by value when all are whole numbers, by alphabet otherwise. */
  private static List<String> labels(List<Example> examples) {
    TreeSet<String> distinct = new TreeSet<>();
    examples.forEach(e -> distinct.add(e.label()));
    List<String> labels = new ArrayList<>(distinct);
    if (labels.stream().allMatch(l -> l.matches("-?\\d{1,9}"))) {
      labels.sort(Comparator.comparingInt(Integer::parseInt));
    }
    return labels;
  }

  private Split split(
      String name, List<Example> examples, Vocabulary vocabulary, List<String> labels) {
    List<Sequence> sequences = new ArrayList<>(examples.size());
    for (Example e : examples) {
      int label = labels.indexOf(e.label());
      if (label < 0) {
        throw LstmcException.badInput(
            "%s:%d: label '%s' does not occur in the train texts; labels there: %s",
            e.file(), e.line(), e.label(), shown(labels));
      }
      IntList list = new IntList();
      tokens.cut(e.text(), (text, from, to) -> list.add(vocabulary.index(text, from, to)));
      int[] all = list.toArray();
      if (all.length == 0) {
        throw LstmcException.badInput(
            "%s:%d: the text has no tokens; give it a word or remove the line", e.file(), e.line());
      }
      int n = Math.min(longest, all.length);
      int begin = keepLast ? all.length - n : 0;
      int[] kept = Arrays.copyOfRange(all, begin, begin + n);
      sequences.add(new Sequence(kept, null, n, new int[] {label}));
    }
    return new Split(name, List.copyOf(sequences), false);
  }

  private static String shown(List<String> labels) {
    String some = String.join(", ", labels.subList(0, Math.min(20, labels.size())));
    return labels.size() > 20 ? some + ", ... (" + labels.size() + " in all)" : some;
  }
}
