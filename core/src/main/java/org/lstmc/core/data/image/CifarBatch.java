package org.lstmc.core.data.image;

import java.nio.file.Path;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;

/**
 * A file of the binary version of CIFAR-10 (Krizhevsky, 2009): records of a label and the red,
 * green and blue planes of a 32 x 32 image, row-major.
 */
final class CifarBatch {
  static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int RECORD = 1 + SHAPE.size();
  private static final int CLASSES = 10;

  private CifarBatch() {}

  /**
   * The images of some files, one file after the other.
   *
   * @param files contents
   * @param paths their names, for messages
   * @throws LstmcException bad input: a size that is no number of records, a label above 9
   */
  static ByteImages read(List<byte[]> files, List<Path> paths) {
    int count = 0;
    for (int f = 0; f < files.size(); f++) {
      count += records(files.get(f), paths.get(f));
    }
    byte[] pixels = new byte[Math.multiplyExact(count, SHAPE.size())];
    byte[] labels = new byte[count];
    int image = 0;
    for (int f = 0; f < files.size(); f++) {
      byte[] file = files.get(f);
      for (int at = 0; at < file.length; at += RECORD, image++) {
        labels[image] = label(file[at], at / RECORD, paths.get(f));
        channelLast(file, at + 1, pixels, image * SHAPE.size());
      }
    }
    return new ByteImages(SHAPE, pixels, labels);
  }

  private static int records(byte[] file, Path path) {
    if (file.length == 0 || file.length % RECORD != 0) {
      throw LstmcException.badInput(
          "%s: %d bytes are no whole number of records of %d (a label, then 3 planes of 32 x 32);"
              + " expected a file of the binary version of CIFAR-10, not of the Python or Matlab"
              + " version, nor of CIFAR-100",
          path, file.length, RECORD);
    }
    return file.length / RECORD;
  }

  private static byte label(byte value, int image, Path path) {
    if ((value & 0xff) >= CLASSES) {
      throw LstmcException.badInput(
          "%s: label %d of image %d; CIFAR-10 has 0 to 9", path, value & 0xff, image);
    }
    return value;
  }

  private static void channelLast(byte[] planes, int from, byte[] pixels, int to) {
    int n = SHAPE.pixels();
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int i = 0; i < n; i++) {
        pixels[to + i * SHAPE.channels() + c] = planes[from + c * n + i];
      }
    }
  }
}
