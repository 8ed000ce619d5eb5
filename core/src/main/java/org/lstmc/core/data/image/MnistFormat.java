package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.Map;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.TaskKind;

/**
 * MNIST, and sets in its form (idx files of grey images), whole images for feed-forward networks.
 */
public final class MnistFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "mnist",
        "DIR",
        TaskKind.CLASSIFICATION,
        "MNIST as whole images for feed-forward networks: tell the digit, 10 classes",
        MnistFolder.LOOKS_FOR,
        ImageFolder.options(50_000, 10_000, 10_000),
        "mnist:data/mnist");
  }

  /** A folder without a format is read row by row, as it was before there was this one. */
  @Override
  public boolean recognises(Path root) {
    return false;
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    return MnistFolder.files(info().name(), root);
  }

  @Override
  public Dataset load(Source source) {
    MnistFolder folder = MnistFolder.read(source);
    return new ImageFolder(
            ByteImages.of(folder.train()),
            folder.train().count() - folder.trainCount(),
            ByteImages.of(folder.test()),
            MovingDigitsFormat.DIGITS)
        .dataset(source);
  }
}
