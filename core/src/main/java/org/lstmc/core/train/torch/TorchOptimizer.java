package org.lstmc.core.train.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.train.OptimizerKind;
import org.lstmc.core.train.TrainingSession.Step;

/** Plain gradient descent and Adam (Kingma and Ba, ICLR 2015, algorithm 1). */
final class TorchOptimizer implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final String FIRST = "adam.m.";
  private static final String SECOND = "adam.v.";

  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> moments = new LinkedHashMap<>();

  TorchOptimizer(OptimizerKind kind, Map<String, Tensor> parameters) {
    this.parameters = parameters;
    if (kind == OptimizerKind.ADAM) {
      parameters.forEach(
          (name, p) -> {
            moments.put(FIRST + name, zerosLike(p));
            moments.put(SECOND + name, zerosLike(p));
          });
    }
  }

  private static Tensor zerosLike(Tensor p) {
    try (PointerScope scope = new PointerScope()) {
      return torch.zeros_like(p.detach()).retainReference();
    }
  }

  /** Changes every parameter by its gradient. */
  void step(Step step) {
    try (PointerScope scope = new PointerScope()) {
      NoGradGuard guard = new NoGradGuard();
      parameters.forEach(
          (name, p) -> {
            Tensor g = p.grad();
            if (g.defined()) {
              if (moments.isEmpty()) {
                p.add_(g, TorchTensors.scalar(-step.learningRate()));
              } else {
                adam(p, g, moments.get(FIRST + name), moments.get(SECOND + name), step);
              }
            }
          });
      guard.close();
    }
  }

  private static void adam(Tensor p, Tensor g, Tensor m, Tensor v, Step step) {
    double t = step.number() + 1.0;
    double correction1 = 1 - Math.pow(BETA1, t);
    double correction2 = 1 - Math.pow(BETA2, t);
    m.mul_(TorchTensors.scalar(BETA1)).add_(g, TorchTensors.scalar(1 - BETA1));
    v.mul_(TorchTensors.scalar(BETA2)).addcmul_(g, g, TorchTensors.scalar(1 - BETA2));
    Tensor denominator =
        v.sqrt()
            .div_(TorchTensors.scalar(Math.sqrt(correction2)))
            .add_(TorchTensors.scalar(EPSILON));
    p.addcdiv_(m, denominator, TorchTensors.scalar(-step.learningRate() / correction1));
  }

  /** Clears the momentum of masked-out weights, which would go on moving them. */
  void forget(String name, Tensor mask) {
    Tensor m = moments.get(FIRST + name);
    if (m != null) {
      try (PointerScope scope = new PointerScope()) {
        m.mul_(mask);
      }
    }
  }

  /** Moments by name; empty for plain descent. */
  Map<String, Tensor> moments() {
    return moments;
  }

  @Override
  public void close() {
    moments.values().forEach(Tensor::close);
    moments.clear();
  }
}
