package org.lstmc.core.train;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/** A tensor library that can run and differentiate a network. */
public interface TrainingEngine {
  /**
   * What a session is made of.
   *
   * @param network the shape
   * @param task how outputs are read and scored
   * @param parameters trained tensors by name; copied
   * @param transforms what turns a parameter into the weight in force, applied in order
   * @param signals formats to which signals are rounded in the forward pass, by signal name; empty
   *     for none
   * @param exactSignals whether every named signal is rounded, which takes an unrolled cell and
   *     several times the time; otherwise only the inputs and outputs of layers are, since the
   *     fused cell hides what lies inside, its own recurrent input included
   * @param optimizer null for a session that only scores
   * @param doublePrecision whether to compute in 64 bits, for checks
   * @param threads to use
   */
  record SessionSpec(
      NetworkSpec network,
      TaskKind task,
      Map<String, Tensor> parameters,
      Map<String, List<WeightTransform>> transforms,
      Map<String, FixedFormat> signals,
      boolean exactSignals,
      OptimizerKind optimizer,
      boolean doublePrecision,
      int threads) {
    /** A session that scores float weights as they are. */
    public static SessionSpec scoring(
        NetworkSpec network, TaskKind task, Map<String, Tensor> weights, int threads) {
      return new SessionSpec(
          network, task, weights, Map.of(), Map.of(), false, null, false, threads);
    }
  }

  /** Library, version and BLAS, for reports. */
  String description();

  /** Starts a session; close it. */
  TrainingSession open(SessionSpec spec);

  /** The engine at hand. It is loaded on first use, which takes about a second. */
  static TrainingEngine load() {
    return ServiceLoader.load(TrainingEngine.class)
        .findFirst()
        .orElseThrow(() -> LstmcException.unsupported("training: no engine is on the class path"));
  }
}
