package org.lstmc.core.data.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FeatureScaling;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Spoken Arabic digits (UCI; Hammami and Bedda, 2010): 13 MFCC a frame. Utterances stand in the
 * order of digit, speaker, repetition; men are the first half of the speakers. The published test
 * speakers are test; of the train speakers the last of every eleven is valid, so that no speaker is
 * in two splits.
 */
public final class ArabicDigitsFormat implements DataFormat {
  private static final int FEATURES = 13;
  private static final int DIGITS = 10;

  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "arabic-digits",
        "DIR",
        TaskKind.CLASSIFICATION,
        "spoken Arabic digits as MFCC (UCI), 10 classes",
        "a folder with Train_Arabic_Digit.txt and Test_Arabic_Digit.txt, or .gz",
        List.of(new OptionInfo("repetitions", "10", "how often a speaker says each digit")),
        "arabic-digits:data/spoken_arabic_digits");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    for (String role : List.of("Train", "Test")) {
      List<String> forms = List.of(role + "_Arabic_Digit.txt");
      files.put(
          role.toLowerCase(java.util.Locale.ROOT), NamedFiles.require(info().name(), root, forms));
    }
    return files;
  }

  @Override
  public Dataset load(Source source) {
    int repetitions = source.options().integer("repetitions", 1, 1000);
    List<Sequence> train = new ArrayList<>();
    List<Sequence> valid = new ArrayList<>();
    List<Sequence> all = labelled(source, "train", repetitions);
    int perDigit = all.size() / DIGITS;
    for (int k = 0; k < all.size(); k++) {
      int speaker = k % perDigit / repetitions;
      (speaker % 11 == 10 ? valid : train).add(all.get(k));
    }
    List<Sequence> test = labelled(source, "test", repetitions);
    FeatureScaling scaling = FeatureScaling.of(source.known(), train, FEATURES);
    List<String> labels = IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();
    Task task =
        source.task(
            TaskKind.CLASSIFICATION,
            List.of(),
            labels,
            source.options(),
            scaling.mean(),
            scaling.std());
    return new Dataset(
        task,
        FEATURES,
        DIGITS,
        scaling.split("train", train),
        scaling.split("valid", valid),
        scaling.split("test", test),
        null);
  }

  private static List<Sequence> labelled(Source source, String name, int repetitions) {
    List<Sequence> found = Blocks.read(source.read(name), FEATURES, source.file(name));
    int unit = DIGITS * repetitions;
    if (found.isEmpty() || found.size() % unit != 0) {
      throw LstmcException.badInput(
          "%s: %d utterances, expected a multiple of %d (%d digits, each %d times a speaker; the"
              + " published files have 6600 and 2200); the file is not whole",
          source.file(name), found.size(), unit, DIGITS, repetitions);
    }
    int perDigit = found.size() / DIGITS;
    List<Sequence> labelled = new ArrayList<>(found.size());
    for (int k = 0; k < found.size(); k++) {
      Sequence s = found.get(k);
      labelled.add(new Sequence(null, s.features(), s.length(), new int[] {k / perDigit}));
    }
    return labelled;
  }
}
