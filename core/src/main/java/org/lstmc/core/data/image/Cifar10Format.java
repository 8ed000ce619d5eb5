package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.TaskKind;

/**
 * CIFAR-10 in its binary version, or a part of it in one train and one test file. The last tenth of
 * the train images validates.
 */
public final class Cifar10Format implements DataFormat {
  private static final String TEST = "test_batch";
  private static final List<String> LABELS =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "cifar10",
        "DIR",
        TaskKind.CLASSIFICATION,
        "CIFAR-10 colour images for feed-forward networks, 10 classes",
        "a folder with data_batch_1.bin to data_batch_5.bin and test_batch.bin, or with one"
            + " *train*.bin and one *test*.bin, or .gz",
        ImageFolder.options(45_000, 5_000, 10_000),
        "cifar10:data/cifar-10-batches-bin");
  }

  /** The files by lasting name. */
  @Override
  public Map<String, Path> files(Path root, Options options) {
    Map<String, Path> files = new TreeMap<>();
    for (int i = 1; i <= 5; i++) {
      Path batch = NamedFiles.find(root, List.of("data_batch_" + i + ".bin"));
      if (batch != null) {
        files.put("data_batch_" + i, batch);
      }
    }
    for (int i = 1; i <= files.size(); i++) {
      if (!files.containsKey("data_batch_" + i)) {
        throw LstmcException.badInput(
            "data 'cifar10' at %s: there is %s but no data_batch_%d.bin; copy the folder again",
            root, files.get(((TreeMap<String, Path>) files).lastKey()).getFileName(), i);
      }
    }
    if (files.isEmpty()) {
      files.put(
          "data_batch_1",
          NamedFiles.require(info().name(), root, List.of("data_batch_1.bin", "*train*.bin")));
    }
    files.put(
        TEST, NamedFiles.require(info().name(), root, List.of("test_batch.bin", "*test*.bin")));
    return files;
  }

  @Override
  public Dataset load(Source source) {
    List<String> batches = source.names().stream().filter(n -> !n.equals(TEST)).toList();
    ByteImages train =
        CifarBatch.read(
            batches.stream().map(source::read).toList(),
            batches.stream().map(source::file).toList());
    if (train.count() < 2) {
      throw LstmcException.badInput(
          "%s: one image; train and valid need one each", source.file(batches.get(0)));
    }
    ByteImages test = CifarBatch.read(List.of(source.read(TEST)), List.of(source.file(TEST)));
    return new ImageFolder(train, Math.max(1, train.count() / 10), test, LABELS).dataset(source);
  }
}
