package org.lstmc.core.data.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Speech with phone labels as TIMIT lays it out: a folder a speaker, a sound and a {@code .phn}
 * file an utterance. {@code sa1} and {@code sa2}, which every speaker says, are left out, as is
 * usual. Each frame's target is the phone at the middle of its window; or the phones of an
 * utterance are a string to be transcribed.
 */
public final class TimitFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "timit",
        "DIR",
        TaskKind.FRAME_LABELLING,
        "speech in the TIMIT layout, label every 10 ms frame with its phone (or transcribe phones)",
        "a folder with SPEAKER/UTTERANCE.wav and .phn at any depth",
        List.of(
            new OptionInfo(
                "features",
                "mfcc39",
                "mfcc13, mfcc39 (with slopes), fbank123 (40 filters, Graves 2013) or fbank153"
                    + " (50 filters, the width of the Google LSTM)"),
            new OptionInfo(
                "target",
                "frames",
                "frames (a phone a frame) or phones (a string of phones an utterance, CTC)"),
            new OptionInfo(
                "phones",
                null,
                "39 (folded after Lee and Hon, q left out) or 61; of strings also 48, always"
                    + " scored as the 39; default: 39 for frames, 48 for strings"),
            TranscriptionOptions.BEAM,
            new OptionInfo(
                "test", null, "speakers, by comma; default: folder TEST, else every sixth"),
            new OptionInfo(
                "valid", null, "speakers, by comma; default: every tenth of the others")),
        "timit:data/timit");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root.toRealPath())) {
      for (Path f : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
        String name = lower(root.toRealPath().relativize(f).toString().replace('\\', '/'));
        if (name.matches("(.*/)?[^/.]+\\.(wav|phn)") && !name.matches("(.*/)?sa[12]\\.\\w+")) {
          files.put(name, f);
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LstmcException.badInput("%s: cannot be listed (%s)", root, e, e);
    }
    if (files.keySet().stream().noneMatch(n -> n.endsWith(".phn"))) {
      throw LstmcException.badInput(
          "data 'timit' at %s: looked for SPEAKER/UTTERANCE.phn beside .wav (sa1 and sa2 do not"
              + " count), found none",
          root);
    }
    for (Map.Entry<String, Path> e : files.entrySet()) {
      String name = e.getKey();
      String partner = name.endsWith(".wav") ? ".phn" : ".wav";
      if (!files.containsKey(stem(name) + partner)) {
        throw LstmcException.badInput(
            "%s: no %s file beside it; add it or remove this one", e.getValue(), partner);
      }
    }
    return files;
  }

  @Override
  public Dataset load(Source source) {
    Options options = source.options();
    String featureName = options.oneOf("features", "mfcc39", "mfcc13", "fbank123", "fbank153");
    Features features = Features.valueOf(featureName.toUpperCase(Locale.ROOT));
    boolean strings = options.oneOf("target", "frames", "phones").equals("phones");
    options = phoneSet(options, strings);
    TranscriptionOptions.check(options);
    Phones phones = phones(options.text("phones"));
    List<String> utterances =
        source.names().stream().filter(n -> n.endsWith(".phn")).map(TimitFormat::stem).toList();
    Speakers speakers = speakers(utterances, options);
    List<Sequence> train = new ArrayList<>();
    List<Sequence> valid = new ArrayList<>();
    List<Sequence> test = new ArrayList<>();
    int rate = 0;
    for (String utterance : utterances) {
      Path file = source.file(utterance + ".wav");
      Sound sound = Sound.read(source.read(utterance + ".wav"), file);
      rate = rate == 0 ? sound.rate() : rate;
      sound.check(rate, file);
      Path phn = source.file(utterance + ".phn");
      Segments segments = Segments.read(source.read(utterance + ".phn"), phones, phn);
      String speaker = speaker(utterance);
      (speakers.test().contains(speaker)
              ? test
              : speakers.valid().contains(speaker) ? valid : train)
          .add(sequence(sound, segments, features, strings));
    }
    FeatureScaling scaling = FeatureScaling.of(source.known(), train, features.size());
    Options settled = speakers.in(options);
    Task task =
        strings
            ? source.transcription(phones.labels(), phones.scoredAs(), settled, scaling)
            : source.task(
                TaskKind.FRAME_LABELLING,
                List.of(),
                phones.labels(),
                settled,
                scaling.mean(),
                scaling.std());
    return new Dataset(
        task,
        features.size(),
        phones.labels().size() + (strings ? 1 : 0),
        scaling.split("train", train),
        scaling.split("valid", valid),
        scaling.split("test", test),
        null);
  }

  private static Speakers speakers(List<String> utterances, Options options) {
    SortedSet<String> all = new TreeSet<>();
    SortedSet<String> inTrain = new TreeSet<>();
    SortedSet<String> inTest = new TreeSet<>();
    for (String u : utterances) {
      all.add(speaker(u));
      if (("/" + u).contains("/test/")) {
        inTest.add(speaker(u));
      } else if (("/" + u).contains("/train/")) {
        inTrain.add(speaker(u));
      }
    }
    for (String s : inTest) {
      if (inTrain.contains(s)) {
        throw LstmcException.badInput(
            "data 'timit': speaker '%s' is below both TRAIN and TEST; keep one of them", s);
      }
    }
    return Speakers.choose("timit", all, inTrain.isEmpty() ? new TreeSet<>() : inTest, options);
  }

  private static Sequence sequence(
      Sound sound, Segments segments, Features features, boolean strings) {
    int step = Features.step(sound.rate());
    float[] flat = features.flat(sound, step);
    int frames = flat.length / features.size();
    int[] targets =
        strings ? segments.string() : segments.targets(frames, step, Features.window(sound.rate()));
    return new Sequence(null, flat, frames, targets);
  }

  /** The options with the set of phones that holds where none was asked for. */
  private static Options phoneSet(Options options, boolean strings) {
    if (options.text("phones") == null) {
      return options.with("phones", strings ? "48" : "39");
    }
    if (strings) {
      options.oneOf("phones", "48", "39", "61");
    } else {
      options.oneOf("phones", "39", "61");
    }
    return options;
  }

  private static Phones phones(String set) {
    return switch (set) {
      case "39" -> Phones.folded();
      case "48" -> Phones.models();
      default -> Phones.all();
    };
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - 4);
  }

  /** The folder an utterance lies in; files without one are of speaker {@code .}. */
  private static String speaker(String utterance) {
    String[] parts = utterance.split("/");
    return parts.length < 2 ? "." : parts[parts.length - 2];
  }

  private static String lower(String s) {
    return s.toLowerCase(Locale.ROOT);
  }
}
