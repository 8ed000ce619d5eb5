package org.lstmc.core.explore;

import org.lstmc.core.model.NetworkSpec;

/** What an exploration asks of a machine on a device, at the level of shapes. */
public interface MachineSurface {
  /** Real products with constants that a transform of k real points takes in this machine. */
  int transformProducts(int k);

  /**
   * The machine at a point.
   *
   * @param base the network that the exploration started from
   * @param point cell and block sizes
   * @param bits of a word of weights and vectors
   */
  MachineAnswer at(NetworkSpec base, DesignPoint point, int bits);
}
