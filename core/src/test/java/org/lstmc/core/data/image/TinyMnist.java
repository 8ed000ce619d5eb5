package org.lstmc.core.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of small idx files, as the published ones but for size. */
public final class TinyMnist {
  private TinyMnist() {}

  /**
   * Images of rows x cols with pixel (image + 3 row + 5 col) * 7 mod 256 and label image mod 10.
   */
  public static Path write(Path folder, int train, int test, int rows, int cols)
      throws IOException {
    part(folder, "train", train, rows, cols);
    part(folder, "t10k", test, rows, cols);
    return folder;
  }

  private static void part(Path folder, String name, int count, int rows, int cols)
      throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + count * rows * cols);
    images.putInt(0x803).putInt(count).putInt(rows).putInt(cols);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) {
          images.put((byte) pixel(i, r, c));
        }
      }
    }
    Files.write(folder.resolve(name + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
  }

  static int pixel(int image, int row, int col) {
    return (image + 3 * row + 5 * col) * 7 % 256;
  }
}
