package org.lstmc.core.data.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FeatureScaling;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.generate.RandomStream;
import org.lstmc.core.data.speech.DigitRecordings.Recording;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Spoken digits as the Free Spoken Digit Dataset lays them out ({@code DIGIT_SPEAKER_INDEX.wav}),
 * joined to strings that are transcribed, or classified one by one. No speaker is in two splits.
 */
public final class FsddFormat implements DataFormat {
  private static final Pattern NAME = Pattern.compile("([0-9])_([a-z0-9-]+)_(\\d+)\\.wav");
  private static final int DIGITS = 10;
  private static final String BY_INDEX = "index";

  /** FSDD's own test part: the recordings of a digit and speaker with an index below this. */
  private static final int HELD_OUT = 5;

  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "fsdd",
        "DIR",
        TaskKind.TRANSCRIPTION,
        "spoken digits in the layout of FSDD, joined to strings to transcribe (or one by one)",
        "a folder with DIGIT_SPEAKER_INDEX.wav, or with recordings/ that has them",
        List.of(
            new OptionInfo(
                "target",
                "strings",
                "strings (transcribe strings made of recordings, CTC) or digits (classify one)"),
            new OptionInfo("shortest", "1", "digits of the shortest string"),
            new OptionInfo("longest", "7", "digits of the longest string"),
            new OptionInfo("rounds", "4", "how often the train recordings are said in new strings"),
            new OptionInfo("pause", "150", "ms of the longest pause around the digits of a string"),
            new OptionInfo("noise", "8", "standard deviation over a string, in units of 16 bits"),
            new OptionInfo(
                "speed", "0.15", "train strings: share by which digits are said faster or slower"),
            new OptionInfo(
                "normalise",
                "string",
                "string (features of each string to mean 0 and deviation 1 by themselves) or split"
                    + " (by the train split alone)"),
            new OptionInfo("features", "mfcc39", "mfcc39 (with slopes) or mfcc13"),
            new OptionInfo("hop", "20", "ms from one frame to the next, 5 to 25"),
            new OptionInfo("test", null, "speakers, by comma; default: every sixth, or the last"),
            new OptionInfo(
                "valid",
                null,
                "speakers, by comma; or index: recordings 0 to 4 of the train speakers, FSDD's own"
                    + " test part; default: every tenth of the other speakers, or the last"),
            TranscriptionOptions.BEAM,
            new OptionInfo("seed", null, "whole number; default: the seed of the run")),
        "fsdd:data/fsdd");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Path folder = Files.isDirectory(root.resolve("recordings")) ? root.resolve("recordings") : root;
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path f : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
        String name = f.getFileName().toString().toLowerCase(Locale.ROOT);
        if (NAME.matcher(name).matches()) {
          files.put(name, f);
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LstmcException.badInput("%s: cannot be listed (%s)", root, e, e);
    }
    if (files.isEmpty()) {
      throw LstmcException.badInput(
          "data 'fsdd' at %s: looked for DIGIT_SPEAKER_INDEX.wav, such as 7_george_0.wav, here or in"
              + " recordings/, found none",
          root);
    }
    return files;
  }

  @Override
  public Dataset load(Source source) {
    Options options = source.options();
    boolean strings = options.oneOf("target", "strings", "digits").equals("strings");
    TranscriptionOptions.check(options);
    Features features =
        Features.valueOf(options.oneOf("features", "mfcc39", "mfcc13").toUpperCase(Locale.ROOT));
    DigitRecordings recordings = DigitRecordings.read(source, NAME);
    int rate = recordings.rate();
    boolean byIndex = BY_INDEX.equals(options.text("valid"));
    Speakers speakers =
        Speakers.choose(
            "fsdd",
            recordings.speakers(),
            new TreeSet<>(),
            byIndex ? options.with("valid", "") : options);
    Speaking speaking =
        new Speaking(
            features,
            (int) Math.round(options.number("hop", 5, 25) * rate / 1000),
            options.oneOf("normalise", "string", "split").equals("string"),
            strings ? strings(options, rate) : null);
    double speed = options.number("speed", 0, 0.5);
    int rounds = options.integer("rounds", 1, 1000);
    RandomStream random = new RandomStream(options.wholeNumber("seed"));
    List<Sequence> train = new ArrayList<>();
    List<Sequence> valid = new ArrayList<>();
    List<Sequence> test = new ArrayList<>();
    int number = 0;
    for (String speaker : recordings.speakers()) {
      RandomStream own = random.branch(number++);
      if (speakers.test().contains(speaker)) {
        speaking.say(recordings.of(speaker), own, test);
      } else if (speakers.valid().contains(speaker)) {
        speaking.say(recordings.of(speaker), own, valid);
      } else {
        if (byIndex) {
          speaking.say(recordings.heldOut(speaker, HELD_OUT), own, valid);
        }
        List<Recording> all =
            byIndex ? recordings.others(speaker, HELD_OUT) : recordings.of(speaker);
        speaking.sayVaried(all, speed, rounds, own, train);
      }
    }
    FeatureScaling scaling = FeatureScaling.of(source.known(), train, features.size());
    Options settled = speakers.in(options);
    return new Dataset(
        task(source, strings, byIndex ? settled.with("valid", BY_INDEX) : settled, scaling),
        features.size(),
        DIGITS + (strings ? 1 : 0),
        scaling.split("train", train),
        scaling.split("valid", valid),
        scaling.split("test", test),
        null);
  }

  /** How recordings become sequences: joined by {@code maker}, or one by one where it is null. */
  private record Speaking(Features features, int step, boolean byItself, DigitStrings maker) {
    void say(List<Recording> recordings, RandomStream random, List<Sequence> to) {
      sayVaried(recordings, 0, 1, random, to);
    }

    void sayVaried(
        List<Recording> recordings,
        double speed,
        int rounds,
        RandomStream random,
        List<Sequence> to) {
      if (maker == null) {
        recordings.forEach(r -> to.add(sequence(r.sound(), new int[] {r.digit()})));
        return;
      }
      for (int round = 0; round < rounds; round++) {
        maker
            .round(recordings, speed, random)
            .forEach(s -> to.add(sequence(s.sound(), s.digits())));
      }
    }

    private Sequence sequence(Sound sound, int[] targets) {
      float[] flat = features.flat(sound, step);
      Sequence s = new Sequence(null, flat, flat.length / features.size(), targets);
      if (!byItself) {
        return s;
      }
      List<Sequence> alone = List.of(s);
      return FeatureScaling.of(null, alone, features.size()).split("", alone).sequences().get(0);
    }
  }

  private static Task task(
      Source source, boolean strings, Options settled, FeatureScaling scaling) {
    List<String> labels = IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();
    return strings
        ? source.transcription(labels, List.of(), settled, scaling)
        : source.task(
            TaskKind.CLASSIFICATION, List.of(), labels, settled, scaling.mean(), scaling.std());
  }

  private static DigitStrings strings(Options options, int rate) {
    int least = options.integer("shortest", 1, 1000);
    int most = options.integer("longest", least, 1000);
    int pause = (int) Math.round(options.number("pause", 0, 5000) * rate / 1000);
    double noise = options.number("noise", 0, 10_000);
    return new DigitStrings(least, most, pause, noise);
  }
}
