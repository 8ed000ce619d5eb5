package org.lstmc.core.train.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.train.TrainingSession.Pull;

/** Adds the gradients of quadratic penalties to those of the loss. */
final class TorchPull implements AutoCloseable {
  private final Map<String, Tensor> targets = new LinkedHashMap<>();
  private final Map<String, Double> rho = new LinkedHashMap<>();

  TorchPull(Map<String, Pull> byName, ScalarType type) {
    byName.forEach(
        (name, pull) -> {
          try (PointerScope scope = new PointerScope()) {
            targets.put(
                name,
                TorchTensors.of(
                        pull.target().data(), type, TorchTensors.shape(pull.target().shape()))
                    .retainReference());
          }
          rho.put(name, pull.rho());
        });
  }

  /** Gradient of {@code rho/2 ||p - target||^2}. */
  void add(Map<String, Tensor> parameters) {
    if (targets.isEmpty()) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      NoGradGuard guard = new NoGradGuard();
      targets.forEach(
          (name, target) -> {
            Tensor p = parameters.get(name);
            p.grad().add_(p.sub(target), TorchTensors.scalar(rho.get(name)));
          });
      guard.close();
    }
  }

  @Override
  public void close() {
    targets.values().forEach(Tensor::close);
    targets.clear();
  }
}
