package org.lstmc.core.train.torch;

import org.lstmc.core.train.TrainingEngine;
import org.lstmc.core.train.TrainingSession;

/** libtorch. */
public final class TorchEngine implements TrainingEngine {
  /** Loads the native libraries on first use. */
  public TorchEngine() {
    TorchNatives.load();
  }

  @Override
  public String description() {
    return "libtorch 2.10.0 (JavaCPP 1.5.13), OpenBLAS 0.3.31, oneDNN for the fused LSTM";
  }

  @Override
  public TrainingSession open(SessionSpec spec) {
    return new TorchSession(spec);
  }
}
