package org.lstmc.core.data.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Running text in three files, a sentence a line, words parted by blanks, as T. Mikolov prepared
 * the Penn Treebank (Mikolov et al., Recurrent neural network based language model, 2010). Every
 * line ends in {@code <eos>}. At character level, {@code _} stands between words.
 *
 * <p>Every token of a file is predicted once: the first step's input is {@code <eos>}, as if a
 * sentence had just ended.
 */
public final class PtbFormat implements DataFormat {
  private static final String END = "<eos>";
  private final boolean characters;

  private PtbFormat(boolean characters) {
    this.characters = characters;
  }

  /** Words, unless the option {@code level} says otherwise. */
  public static PtbFormat words() {
    return new PtbFormat(false);
  }

  /** Characters. */
  public static PtbFormat characters() {
    return new PtbFormat(true);
  }

  @Override
  public FormatInfo info() {
    OptionInfo level =
        new OptionInfo("level", characters ? "char" : "word", "word or char: what a token is");
    return new FormatInfo(
        characters ? "ptb-char" : "ptb",
        "DIR",
        TaskKind.LANGUAGE_MODEL,
        characters
            ? "running text in PTB form, predict the next character"
            : "running text in PTB form, predict the next word",
        "a folder with ptb.train.txt, ptb.valid.txt, ptb.test.txt (or train.txt ..., or .gz)",
        List.of(level),
        characters ? "ptb-char:data/ptb" : "ptb:data/ptb");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    for (String role : List.of("train", "valid", "test")) {
      List<String> forms = List.of("ptb." + role + ".txt", role + ".txt", "*." + role + ".txt");
      files.put(role, NamedFiles.require(info().name(), root, forms));
    }
    return files;
  }

  @Override
  public Dataset load(Source source) {
    boolean chars = source.options().oneOf("level", "word", "char").equals("char");
    String train = text(source, "train");
    Vocabulary vocabulary;
    if (source.known() != null) {
      vocabulary = Vocabulary.of(source.known().vocabulary());
    } else {
      Vocabulary.Counter counter = new Vocabulary.Counter();
      scan(train, chars, (line, s, from, to) -> counter.add(s, from, to));
      vocabulary = counter.all();
    }
    Split trainSplit = split(source, "train", train, chars, vocabulary);
    Split valid = split(source, "valid", text(source, "valid"), chars, vocabulary);
    Split test = split(source, "test", text(source, "test"), chars, vocabulary);
    Task task = source.task(TaskKind.LANGUAGE_MODEL, vocabulary.tokens(), List.of());
    int n = vocabulary.size();
    return new Dataset(task, n, n, trainSplit, valid, test, null);
  }

  private static String text(Source source, String name) {
    return Lines.decode(source.read(name), StandardCharsets.UTF_8, source.file(name));
  }

  private static Split split(
      Source source, String name, String text, boolean chars, Vocabulary vocabulary) {
    IntList tokens = new IntList();
    scan(
        text,
        chars,
        (line, s, from, to) -> {
          int i = vocabulary.index(s, from, to);
          if (i < 0) {
            throw LstmcException.badInput(
                "%s:%d: '%s' does not occur in the train file, and the vocabulary has no %s;"
                    + " replace it or add it to the train file",
                source.file(name), line, s.substring(from, to), Vocabulary.UNKNOWN);
          }
          tokens.add(i);
        });
    return RunningText.after(vocabulary.index(END), name, tokens.toArray());
  }

  /** Takes tokens: the line, and {@code text[from, to)}. */
  private interface Sink {
    void token(int line, String text, int from, int to);
  }

  /** Gives every token with its line, the first line being 1. */
  private static void scan(String text, boolean chars, Sink sink) {
    int line = 0;
    for (String s : Lines.of(text)) {
      line++;
      int at = 0;
      boolean first = true;
      while ((at = wordStart(s, at)) < s.length()) {
        int end = wordEnd(s, at);
        if (!chars) {
          sink.token(line, s, at, end);
        } else {
          if (!first) {
            sink.token(line, "_", 0, 1);
          }
          for (int c = at; c < end; ) {
            int next = c + Character.charCount(s.codePointAt(c));
            sink.token(line, s, c, next);
            c = next;
          }
        }
        first = false;
        at = end;
      }
      sink.token(line, END, 0, END.length());
    }
  }

  private static int wordStart(String s, int at) {
    while (at < s.length() && isBlank(s.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String s, int at) {
    while (at < s.length() && !isBlank(s.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
