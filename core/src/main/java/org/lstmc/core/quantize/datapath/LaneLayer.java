package org.lstmc.core.quantize.datapath;

/** One layer of a feed-forward network in lock step, with room for its output. One a thread. */
interface LaneLayer {
  /**
   * Runs the layer on what it was made for.
   *
   * @param active how many lanes count
   */
  void run(int active, EventCounts counts);
}
