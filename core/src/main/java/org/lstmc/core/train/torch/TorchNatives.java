package org.lstmc.core.train.torch;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.LstmcException;

/** Loads the native libraries, in an order that a libtorch of the system cannot disturb. */
final class TorchNatives {
  /**
   * Dependencies first. JavaCPP alone opens libtorch.so before libtorch_cpu.so is unpacked, and the
   * linker then takes the system's libtorch_cpu.so where there is one, and crashes.
   */
  private static final String[] IN_ORDER = {
    "openblas/%s/libgcc_s.so.1",
    "openblas/%s/libquadmath.so.0",
    "openblas/%s/libgfortran.so.5",
    "openblas/%s/libopenblas.so.0",
    "pytorch/%s/libgomp.so.1",
    "pytorch/%s/libc10.so",
    "pytorch/%s/libtorch_cpu.so",
    "pytorch/%s/libtorch.so",
    "pytorch/%s/libjnitorch.so"
  };

  private static boolean loaded;

  private TorchNatives() {}

  /** Loads once. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    String platform = Loader.getPlatform();
    try {
      for (String resource : IN_ORDER) {
        Loader.cacheResource(
            TorchNatives.class, "/org/bytedeco/" + String.format(resource, platform));
      }
      Loader.load(torch.class);
    } catch (IOException | LinkageError e) {
      throw LstmcException.unsupported(
          "training: libtorch cannot be loaded on %s: %s. It needs linux-x86_64 with glibc 2.35 or"
              + " newer and about 450 MB for the unpacked libraries in ~/.javacpp/cache (another"
              + " place: -Dorg.bytedeco.javacpp.cachedir=DIR)",
          platform, e.getMessage(), e);
    }
    loaded = true;
  }

  /** Limits the threads of libtorch and, which libtorch leaves alone, of OpenBLAS. */
  static void threads(int n) {
    torch.set_num_threads(n);
    openblas.blas_set_num_threads(n);
  }
}
