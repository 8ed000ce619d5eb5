package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.Source;

/**
 * The four files of an MNIST folder, with names as published. Of the train file the last sixth is
 * the valid part; test is as published.
 *
 * @param train images for train and valid
 * @param test images for test
 */
record MnistFolder(IdxImages train, IdxImages test) {
  static final String LOOKS_FOR =
      "a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
          + " t10k-labels-idx1-ubyte, or .gz";

  /** The files by lasting name. */
  static Map<String, Path> files(String format, Path root) {
    Map<String, Path> files = new TreeMap<>();
    for (String name : List.of("train-images", "train-labels", "t10k-images", "t10k-labels")) {
      files.put(name, NamedFiles.require(format, root, List.of(name + "*idx*-ubyte")));
    }
    return files;
  }

  static MnistFolder read(Source source) {
    IdxImages train = pair(source, "train");
    IdxImages test = pair(source, "t10k");
    if (train.rows() != test.rows() || train.cols() != test.cols()) {
      throw LstmcException.badInput(
          "%s has images of %d x %d, %s of %d x %d; they must be of one size",
          source.file("train-images"),
          train.rows(),
          train.cols(),
          source.file("t10k-images"),
          test.rows(),
          test.cols());
    }
    if (train.count() < 2) {
      throw LstmcException.badInput(
          "%s: one image; train and valid need one each", source.file("train-images"));
    }
    return new MnistFolder(train, test);
  }

  private static IdxImages pair(Source source, String part) {
    return IdxImages.read(
        source.read(part + "-images"),
        source.file(part + "-images"),
        source.read(part + "-labels"),
        source.file(part + "-labels"));
  }

  /** Of the train images, the number that train; the rest validate. */
  int trainCount() {
    return train.count() - Math.max(1, train.count() / 6);
  }
}
