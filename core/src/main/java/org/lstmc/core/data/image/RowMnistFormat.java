package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.Frames;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/** MNIST read row by row, top to bottom: a pixel row of values in [0,1] a step; tell the digit. */
public final class RowMnistFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "row-mnist",
        "DIR",
        TaskKind.CLASSIFICATION,
        "MNIST row by row: 28 steps of 28 pixels, tell the digit, 10 classes",
        MnistFolder.LOOKS_FOR,
        List.of(
            new OptionInfo("train", "50000", "train images at most, the first of the train file"),
            new OptionInfo("valid", "10000", "valid images at most, from its last sixth"),
            new OptionInfo("test", "10000", "test images at most, the first of the t10k file")),
        "row-mnist:data/mnist");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    return MnistFolder.files(info().name(), root);
  }

  @Override
  public Dataset load(Source source) {
    MnistFolder folder = MnistFolder.read(source);
    Task task = source.task(TaskKind.CLASSIFICATION, List.of(), MovingDigitsFormat.DIGITS);
    int split = folder.trainCount();
    return new Dataset(
        task,
        folder.train().cols(),
        MovingDigitsFormat.DIGITS.size(),
        split(source, "train", folder.train(), 0, split),
        split(source, "valid", folder.train(), split, folder.train().count()),
        split(source, "test", folder.test(), 0, folder.test().count()),
        null);
  }

  private static Split split(Source source, String name, IdxImages images, int from, int end) {
    int count = Math.min(end - from, source.options().integer(name, 1, 10_000_000));
    List<Sequence> all = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      Frames rows = new Rows(images, i, source.sha256());
      all.add(Sequence.of(rows, images.rows(), new int[] {images.labels()[i]}));
    }
    return new Split(name, List.copyOf(all), false);
  }

  /** Rows of one image. */
  private record Rows(IdxImages images, int image, String sha256) implements Frames {
    @Override
    public int size() {
      return images.cols();
    }

    @Override
    public void make(int t, float[] into, int at) {
      for (int c = 0; c < images.cols(); c++) {
        into[at + c] = images.pixel(image, t, c) / 255f;
      }
    }

    @Override
    public String id() {
      return "rows of image " + image + " in " + sha256;
    }
  }
}
