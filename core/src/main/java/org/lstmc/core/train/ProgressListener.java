package org.lstmc.core.train;

/** Hears how training goes: about twice a second and at every epoch's end, on the same thread. */
@FunctionalInterface
public interface ProgressListener {
  /** Called with where training stands. */
  void progress(TrainProgress now);

  /** Called after every update of Z and U while ADMM runs. */
  default void iterated(AdmmIteration now) {}

  /** Called once when a checkpoint is found and training goes on from it. */
  default void resumed(int epoch, long step) {}
}
