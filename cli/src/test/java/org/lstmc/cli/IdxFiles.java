package org.lstmc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small folder of idx files: 28 x 28 images, each with a bright bar that tells its label. */
final class IdxFiles {
  private IdxFiles() {}

  static void write(Path folder, int train, int test) throws IOException {
    part(folder, "train", train);
    part(folder, "t10k", test);
  }

  private static void part(Path folder, String name, int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
    images.putInt(0x803).putInt(count).putInt(28).putInt(28);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
      for (int p = 0; p < 784; p++) {
        images.put((byte) (p / 28 / 2 == i % 10 ? 255 : p % 7));
      }
    }
    Files.write(folder.resolve(name + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
  }
}
