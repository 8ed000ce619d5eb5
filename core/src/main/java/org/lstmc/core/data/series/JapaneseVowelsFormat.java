package org.lstmc.core.data.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FeatureScaling;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Japanese vowels (UCI; Kudo, Toyama and Shimbo, 1999): which of nine men speaks, from 12 LPC
 * cepstrum coefficients a frame. Read from the {@code .ts} files of the UEA archive. Test is as
 * published; of each class every sixth train case is valid.
 */
public final class JapaneseVowelsFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "japanese-vowels",
        "DIR",
        TaskKind.CLASSIFICATION,
        "Japanese vowels (UCI), tell the speaker, 9 classes",
        "a folder with JapaneseVowels_TRAIN.ts and JapaneseVowels_TEST.ts, or .gz",
        List.of(),
        "japanese-vowels:data/japanese_vowels");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    files.put("train", NamedFiles.require(info().name(), root, List.of("*_TRAIN.ts")));
    files.put("test", NamedFiles.require(info().name(), root, List.of("*_TEST.ts")));
    return files;
  }

  @Override
  public Dataset load(Source source) {
    TsFile published = TsFile.read(source.read("train"), source.file("train"));
    TsFile test = TsFile.read(source.read("test"), source.file("test"));
    if (test.size() != published.size() || !test.labels().equals(published.labels())) {
      throw LstmcException.badInput(
          "%s: %d series and classes %s, but the train file has %d and %s",
          source.file("test"), test.size(), test.labels(), published.size(), published.labels());
    }
    List<Sequence> train = new ArrayList<>();
    List<Sequence> valid = new ArrayList<>();
    int[] seen = new int[published.labels().size()];
    for (Sequence s : published.sequences()) {
      (++seen[s.targets()[0]] % 6 == 0 ? valid : train).add(s);
    }
    FeatureScaling scaling = FeatureScaling.of(source.known(), train, published.size());
    Task task =
        source.task(
            TaskKind.CLASSIFICATION,
            List.of(),
            published.labels(),
            source.options(),
            scaling.mean(),
            scaling.std());
    return new Dataset(
        task,
        published.size(),
        published.labels().size(),
        scaling.split("train", train),
        scaling.split("valid", valid),
        scaling.split("test", test.sequences()),
        null);
  }
}
