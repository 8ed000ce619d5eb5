package org.lstmc.core.data;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data sets, which do not travel with the project. */
public final class RealData {
  private RealData() {}

  /**
   * The folder or file of this name below the data folder: the system property {@code lstmc.data},
   * or {@code shared/data} in a folder above. Skips the test when there is none.
   */
  public static Path find(String name) {
    String given = System.getProperty("lstmc.data");
    Path found = null;
    if (given != null) {
      found = Path.of(given, name);
    } else {
      for (Path p = Path.of("").toAbsolutePath(); p != null && found == null; p = p.getParent()) {
        Path candidate = p.resolve("shared/data");
        found = Files.isDirectory(candidate) ? candidate.resolve(name) : null;
      }
    }
    boolean there = found != null && Files.exists(found);
    if (!there) {
      System.err.println("SKIPPED: no real data '" + name + "'; set -Dlstmc.data=DIR");
    }
    Assumptions.assumeTrue(there, "no real data '" + name + "'; set -Dlstmc.data=DIR");
    return found;
  }

  /** Processor time of this thread, which other work on the machine does not stretch. */
  public static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
