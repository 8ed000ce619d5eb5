package org.lstmc.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/**
 * Hard projection into structures, then retraining that cannot leave them: by projected gradients
 * where a structure has a form of its own ({@link TrainedForms}), by fixed masks where it is
 * sparse. The baseline that ADMM must beat, and ADMM's own last part.
 *
 * @param structures by tensor name; matrices not named keep what they have
 * @param options of the retraining
 */
public record ProjectionRun(Map<String, Structure> structures, TrainOptions options) {
  /**
   * Projects and retrains. Without retraining {@link Projector#apply} does it.
   *
   * @param model the network; its quantization is dropped
   * @param start weights to start from
   * @param data to retrain on
   * @param setting asked once, for the phase {@code retrain}
   */
  public StructuredOutcome run(
      Model model, Map<String, Tensor> start, Dataset data, PhaseSetting setting) {
    TrainedForms forms = forms(model);
    Map<String, Tensor> projected = Projector.project(start, structures);
    Map<String, Mask> masks = otherMasks(model);
    structures.forEach((name, s) -> s.mask(projected.get(name)).ifPresent(m -> masks.put(name, m)));
    Double metric = metric(model, projected, data);
    TrainResult result =
        setting
            .complete(new Trainer(model.network(), data, options), "retrain")
            .forms(forms)
            .masks(MaskSchedule.fixed(masks))
            .run(projected);
    Model described =
        Projector.describe(model.withWeights(result.weights()).withQuantization(null), structures);
    // A kept weight that training brought to zero is kept all the same.
    Model out = described.withCompression(described.compression(), masks);
    return new StructuredOutcome(out, null, java.util.List.of(), false, metric, result);
  }

  private TrainedForms forms(Model model) {
    Map<String, WeightTransform> all =
        new LinkedHashMap<>(TrainedForms.of(model).without(structures.keySet()).byName());
    all.putAll(TrainedForms.of(model.network(), structures).byName());
    return new TrainedForms(all);
  }

  /** Masks of the matrices that have no new structure. */
  Map<String, Mask> otherMasks(Model model) {
    Map<String, Mask> masks = new LinkedHashMap<>(model.masks());
    masks.keySet().removeAll(structures.keySet());
    return masks;
  }

  private Double metric(Model model, Map<String, Tensor> weights, Dataset data) {
    return data.valid() == null || data.valid().sequences().isEmpty()
        ? null
        : FloatEvaluator.evaluate(
                model.network(), weights, data.valid(), data.task(), options.threads())
            .metric(data.task().kind());
  }
}
