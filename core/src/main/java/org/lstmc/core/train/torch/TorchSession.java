package org.lstmc.core.train.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Score;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.TrainingEngine.SessionSpec;
import org.lstmc.core.train.TrainingSession;
import org.lstmc.core.train.WeightTransform;

/** A network in libtorch's memory. */
final class TorchSession implements TrainingSession {
  private static final String CARRIED = "carried.";

  private final SessionSpec spec;
  private final ScalarType type;
  private final TorchForward forward;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final TorchOptimizer optimizer;
  private TorchTransforms transforms;
  private TorchPull pull;
  private List<Tensor> carried = List.of();

  TorchSession(SessionSpec spec) {
    this.spec = spec;
    type = spec.doublePrecision() ? ScalarType.Double : ScalarType.Float;
    forward = new TorchForward(spec, type);
    TorchNatives.threads(spec.threads());
    spec.network()
        .tensorShapes()
        .forEach((name, shape) -> parameters.put(name, leaf(name, shape, spec)));
    transforms = new TorchTransforms(spec.transforms(), spec.network().tensorShapes(), type);
    pull = new TorchPull(Map.of(), type);
    optimizer = spec.optimizer() == null ? null : new TorchOptimizer(spec.optimizer(), parameters);
  }

  private Tensor leaf(String name, int[] weightShape, SessionSpec spec) {
    int[] shape = weightShape;
    for (WeightTransform t : spec.transforms().getOrDefault(name, List.of())) {
      shape = t.parameterShape(shape);
    }
    org.lstmc.core.model.Tensor value = spec.parameters().get(name);
    if (value == null || !java.util.Arrays.equals(value.shape(), shape)) {
      throw LstmcException.badInput(
          "tensor '%s' is %s; the network needs %s",
          name, value == null ? "missing" : value, java.util.Arrays.toString(shape));
    }
    Tensor t = TorchTensors.of(value.data(), type, TorchTensors.shape(shape));
    return spec.optimizer() == null ? t : t.set_requires_grad(true);
  }

  @Override
  public double train(Batch batch, Step step) {
    if (batch.scored() == 0) {
      return 0;
    }
    clearGradients();
    double loss = backward(batch, step.dropout(), step.dropoutSeed());
    if (step.clipNorm() > 0) {
      try (PointerScope scope = new PointerScope()) {
        torch.clip_grad_norm_(withGradients(), step.clipNorm());
      }
    }
    pull.add(parameters);
    optimizer.step(step);
    return loss;
  }

  /** Gradients by parameter name, in double; for checks. The carried state stays as it is. */
  Map<String, double[]> gradients(Batch batch) {
    clearGradients();
    List<Tensor> kept = carried;
    carried = List.of();
    backward(batch, 0, 0);
    pull.add(parameters);
    carried.forEach(Tensor::close);
    carried = kept;
    Map<String, double[]> out = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      parameters.forEach((name, p) -> out.put(name, TorchTensors.doubles(p.grad())));
    }
    return out;
  }

  private double backward(Batch batch, double dropout, long seed) {
    try (PointerScope scope = new PointerScope()) {
      if (dropout > 0) {
        torch.manual_seed(seed);
      }
      TorchForward.Output out = forward.run(batch, weights(), startState(batch), dropout, true);
      Tensor loss =
          spec.task() == TaskKind.TRANSCRIPTION
              ? TorchCtc.loss(out.logits(), out.targets(), batch)
              : torch.cross_entropy_loss(out.logits(), out.targets());
      loss.backward();
      carry(out.state());
      return loss.item_double();
    }
  }

  @Override
  public double[] logits(Batch batch) {
    if (spec.task() != TaskKind.TRANSCRIPTION) {
      throw new IllegalStateException("a session of " + spec.task() + " reads scored steps alone");
    }
    try (PointerScope scope = new PointerScope()) {
      NoGradGuard guard = new NoGradGuard();
      TorchForward.Output out = forward.run(batch, weights(), startState(batch), 0, false);
      carry(out.state());
      double[] logits = TorchTensors.doubles(out.logits());
      guard.close();
      return logits;
    }
  }

  @Override
  public Score score(Batch batch) {
    if (spec.task() == TaskKind.TRANSCRIPTION) {
      throw new IllegalStateException("transcription is judged by logits");
    }
    try (PointerScope scope = new PointerScope()) {
      NoGradGuard guard = new NoGradGuard();
      TorchForward.Output out = forward.run(batch, weights(), startState(batch), 0, false);
      carry(out.state());
      Score score = batch.scored() == 0 ? Score.ZERO : sum(out);
      guard.close();
      return score;
    }
  }

  private static Score sum(TorchForward.Output out) {
    Tensor logs = torch.log_softmax(out.logits(), 1);
    double[] picked = TorchTensors.doubles(logs.gather(1, out.targets().unsqueeze(1)));
    long[] guessed =
        TorchTensors.longs(
            torch.argmax(out.logits(), new org.bytedeco.pytorch.LongOptional(1), false));
    long[] wanted = TorchTensors.longs(out.targets());
    double nll = 0;
    long correct = 0;
    for (int i = 0; i < picked.length; i++) {
      nll -= picked[i];
      correct += guessed[i] == wanted[i] ? 1 : 0;
    }
    return new Score(nll, correct, picked.length);
  }

  private Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    parameters.forEach((name, p) -> weights.put(name, transforms.apply(name, p)));
    return weights;
  }

  private List<Tensor> startState(Batch batch) {
    if (!batch.carry() || carried.isEmpty()) {
      return List.of();
    }
    if (carried.get(0).size(0) != batch.columns()) {
      throw new IllegalStateException("a batch of other width cannot carry on a state");
    }
    return carried;
  }

  /** Keeps a copy of the last state, cut from the graph, beyond the step's scope. */
  private void carry(List<Tensor> state) {
    List<Tensor> next = new ArrayList<>();
    for (Tensor t : state) {
      next.add(t.detach().clone().retainReference());
    }
    carried.forEach(Tensor::close);
    carried = next;
  }

  private void clearGradients() {
    try (PointerScope scope = new PointerScope()) {
      parameters.values().forEach(p -> p.mutable_grad().reset());
    }
  }

  private TensorVector withGradients() {
    return new TensorVector(
        parameters.values().stream().filter(p -> p.grad().defined()).toArray(Tensor[]::new));
  }

  @Override
  public void pull(Map<String, Pull> byName) {
    pull.close();
    pull = new TorchPull(byName, type);
  }

  @Override
  public void transforms(Map<String, List<WeightTransform>> byName) {
    TorchTransforms next = new TorchTransforms(byName, spec.network().tensorShapes(), type);
    transforms.close();
    transforms = next;
    if (optimizer != null) {
      for (String name : parameters.keySet()) {
        if (next.mask(name) != null) {
          optimizer.forget(name, next.mask(name));
        }
      }
    }
  }

  @Override
  public Map<String, org.lstmc.core.model.Tensor> parameters() {
    Map<String, org.lstmc.core.model.Tensor> out = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      parameters.forEach((name, p) -> out.put(name, TorchTensors.copy(p)));
    }
    return out;
  }

  @Override
  public Map<String, org.lstmc.core.model.Tensor> state() {
    Map<String, org.lstmc.core.model.Tensor> out = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      if (optimizer != null) {
        optimizer.moments().forEach((name, m) -> out.put(name, TorchTensors.copy(m)));
      }
      for (int i = 0; i < carried.size(); i++) {
        out.put(CARRIED + i, TorchTensors.copy(carried.get(i)));
      }
    }
    return out;
  }

  @Override
  public void restore(
      Map<String, org.lstmc.core.model.Tensor> values,
      Map<String, org.lstmc.core.model.Tensor> state) {
    try (PointerScope scope = new PointerScope()) {
      NoGradGuard guard = new NoGradGuard();
      parameters.forEach((name, p) -> put(values.get(name), p));
      if (optimizer != null) {
        optimizer.moments().forEach((name, m) -> put(state.get(name), m));
      }
      List<Tensor> next = new ArrayList<>();
      for (int i = 0; state.containsKey(CARRIED + i); i++) {
        org.lstmc.core.model.Tensor t = state.get(CARRIED + i);
        next.add(TorchTensors.of(t.data(), type, TorchTensors.shape(t.shape())).retainReference());
      }
      carried.forEach(Tensor::close);
      carried = next;
      guard.close();
    }
  }

  private void put(org.lstmc.core.model.Tensor from, Tensor to) {
    to.copy_(TorchTensors.of(from.data(), type, TorchTensors.shape(from.shape())));
  }

  @Override
  public void close() {
    clearGradients();
    transforms.close();
    pull.close();
    if (optimizer != null) {
      optimizer.close();
    }
    parameters.values().forEach(Tensor::close);
    parameters.clear();
    carried.forEach(Tensor::close);
    carried = List.of();
  }
}
