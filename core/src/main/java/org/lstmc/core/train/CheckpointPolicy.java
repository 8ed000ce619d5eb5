package org.lstmc.core.train;

import java.nio.file.Path;

/**
 * Where and how often a run's state is kept. It is also written at every epoch's end and on
 * interruption, and is removed by nobody: the caller deletes the folder once the result is safe.
 *
 * @param folder made when absent; holds one run
 * @param everySeconds seconds between two writes within an epoch; 0 for none by time
 * @param everySteps optimizer steps between two writes within an epoch; 0 for none by count
 */
public record CheckpointPolicy(Path folder, double everySeconds, long everySteps) {
  /** No state is kept. */
  public static final CheckpointPolicy NONE = new CheckpointPolicy(null, 0, 0);

  /** The usual: every 30 seconds. */
  public static CheckpointPolicy in(Path folder) {
    return new CheckpointPolicy(folder, 30, 0);
  }

  /** Whether state is kept at all. */
  public boolean active() {
    return folder != null;
  }
}
