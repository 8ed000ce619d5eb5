package org.lstmc.hwsim.tie;

import java.util.List;
import org.lstmc.hwsim.parts.tensor.TensorAccelerator;

/**
 * TIE (Deng et al., ISCA 2019): 16 elements of 16 MACs at 1 GHz in 28 nm, 16 KB of weights, two
 * working memories of 384 KB; the transform between two products is done by where words are written
 * and read.
 */
public final class TieAccelerator extends TensorAccelerator {
  /** An element holds one column. */
  public TieAccelerator() {
    super(1);
  }

  @Override
  public String name() {
    return "tie";
  }

  @Override
  public String citation() {
    return "Deng, Sun, Qian, Lin, Wang, Yuan: TIE: energy-efficient tensor train-based inference"
        + " engine for deep neural network. ISCA 2019";
  }

  @Override
  public String defaultDevice() {
    return "TIE-28";
  }

  @Override
  protected List<String> notes() {
    return List.of(
        "TIE's paper runs tensor trains; other tensor networks run in the same way here.");
  }
}
