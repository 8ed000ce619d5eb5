package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Source;
import org.lstmc.core.data.Split;
import org.lstmc.core.data.generate.RandomStream;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Synthetic video: digits of a user's MNIST folder that move, by default at 160 x 120 x 3 values a
 * frame, the size in which tensor RNNs read UCF11 (Yang et al., ICML 2017). Frames are made when
 * they are asked for; a seed, the options and the files decide them. The digits of a split come
 * from the images of that split.
 */
public final class MovingDigitsFormat implements DataFormat {
  static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /** Headings of {@code label=motion}: in the first frames, before any bounce. */
  private static final List<String> HEADINGS = List.of("right", "down", "left", "up");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})x([13])");

  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "moving-digits",
        "DIR",
        TaskKind.CLASSIFICATION,
        "synthetic video: MNIST digits that move and bounce, made on the fly; tell digit or motion",
        MnistFolder.LOOKS_FOR,
        List.of(
            new OptionInfo("size", "160x120x3", "width x height x channels (1 or 3) of a frame"),
            new OptionInfo("frames", "6", "frames a sequence, 1 to 1000"),
            new OptionInfo("label", "digit", "the class: digit (10), or motion, its heading (4)"),
            new OptionInfo("scale", "0.5", "side of a digit, as share of the frame's shorter side"),
            new OptionInfo("speed", "0.1", "way a frame, as share of the frame's shorter side"),
            new OptionInfo("train", "2000", "number of train sequences"),
            new OptionInfo("valid", "200", "number of valid sequences"),
            new OptionInfo("test", "500", "number of test sequences"),
            new OptionInfo("seed", null, "whole number; default: the seed of the run")),
        "moving-digits:data/mnist");
  }

  @Override
  public boolean synthetic() {
    return true;
  }

  /** An MNIST folder without a format is what it is, not the video that can be made of it. */
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
    Options o = source.options();
    final MovingDigit.Screen screen = screen(o.text("size"));
    final boolean motion = o.oneOf("label", "digit", "motion").equals("motion");
    RandomStream random = new RandomStream(o.wholeNumber("seed"));
    MnistFolder folder = MnistFolder.read(source);
    int split = folder.trainCount();
    int last = folder.train().count();
    List<String> labels = motion ? HEADINGS : DIGITS;
    Task task = source.task(TaskKind.CLASSIFICATION, List.of(), labels);
    return new Dataset(
        task,
        screen.values(),
        labels.size(),
        split(source, "train", screen, folder.train(), 0, split, random.branch(0)),
        split(source, "valid", screen, folder.train(), split, last, random.branch(1)),
        split(source, "test", screen, folder.test(), 0, folder.test().count(), random.branch(2)),
        null);
  }

  private static MovingDigit.Screen screen(String size) {
    Matcher m = SIZE.matcher(size);
    if (!m.matches()) {
      throw LstmcException.usage(
          "data 'moving-digits': option size=%s must be WIDTHxHEIGHTxCHANNELS, channels 1 or 3, such"
              + " as 160x120x3",
          size);
    }
    MovingDigit.Screen screen =
        new MovingDigit.Screen(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)));
    if (Math.min(screen.width(), screen.height()) < 4) {
      throw LstmcException.usage(
          "data 'moving-digits': option size=%s: a frame is at least 4x4", size);
    }
    return screen;
  }

  private static Split split(
      Source source,
      String name,
      MovingDigit.Screen screen,
      IdxImages images,
      int from,
      int end,
      RandomStream random) {
    Options o = source.options();
    int frames = o.integer("frames", 1, 1000);
    double shorter = Math.min(screen.width(), screen.height());
    int side = (int) Math.max(1, Math.rint(shorter * o.number("scale", 0.05, 1)));
    double speed = shorter * o.number("speed", 0, 1);
    boolean motion = o.text("label").equals("motion");
    int count = o.integer(name, 1, 10_000_000);
    List<Sequence> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      final int image = from + random.below(end - from);
      final int heading = random.below(HEADINGS.size());
      double angle = motion ? heading * Math.PI / 2 : 2 * Math.PI * random.uniform();
      double dx = motion ? DX[heading] : StrictMath.cos(angle);
      double dy = motion ? DY[heading] : StrictMath.sin(angle);
      double x = random.uniform() * (screen.width() - side);
      double y = random.uniform() * (screen.height() - side);
      float[] colour = new float[screen.channels()];
      for (int c = 0; c < colour.length; c++) {
        colour[c] = (float) (0.5 + 0.5 * random.uniform());
      }
      MovingDigit digit =
          new MovingDigit(
              images, image, screen, side, x, y, dx * speed, dy * speed, colour, source.sha256());
      all.add(Sequence.of(digit, frames, new int[] {motion ? heading : images.labels()[image]}));
    }
    return new Split(name, List.copyOf(all), false);
  }

  private static final int[] DX = {1, 0, -1, 0};
  private static final int[] DY = {0, 1, 0, -1};
}
