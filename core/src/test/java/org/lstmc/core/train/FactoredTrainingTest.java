package org.lstmc.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.TensorProduct;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** Networks trained in the factors of tensor networks. */
class FactoredTrainingTest {
  private static final TensorForm HT =
      new TensorForm(
          TensorForm.Format.HT,
          List.of(8, 10, 9),
          List.of(16, 4, 4),
          "((1,2),3)",
          List.of(4, 4, 4, 5),
          false,
          List.of());

  private static final TensorForm TT =
      new TensorForm(
          TensorForm.Format.TT,
          List.of(8, 10, 9),
          List.of(16, 4, 4),
          null,
          List.of(4, 4),
          false,
          List.of());

  /** Over many draws, the outputs vary as those of a dense draw: by |x|^2 a^2/3. */
  @Test
  void newFactorsGiveOutputsTheVarianceOfDenseOnes() {
    for (TensorForm form : List.of(HT, TT)) {
      NetworkSpec network =
          new NetworkSpec(
              "init",
              InputSpec.features(720),
              List.of(new LayerSpec(CellType.LSTM, 720, 64, 0, false, form)),
              3);
      float[] x = new float[720];
      double norm = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Math.sin(i);
        norm += x[i] * (double) x[i];
      }
      for (double scale : new double[] {0, 0.3}) {
        double bound = scale == 0 ? 1.0 / 8 : scale;
        double squares = 0;
        int draws = 150;
        for (int seed = 0; seed < draws; seed++) {
          Map<String, Tensor> weights = Trainer.initialWeights(network, options(scale, seed));
          float[] y = new float[256];
          new TensorProduct(ContractionPlan.of(form), FactoredNetworks.factors(0, form, weights), 1)
              .multiply(x, y);
          for (float v : y) {
            squares += v * (double) v;
          }
        }
        double expected = norm * bound * bound / 3;
        assertThat(squares / draws / 256 / expected).isCloseTo(1, within(0.12));
      }
    }
  }

  private static TrainOptions options(double scale, long seed) {
    TrainOptions d = TrainOptions.defaultsFor(TaskKind.CLASSIFICATION, false, seed, 1);
    return new TrainOptions(
        d.optimizer(), 0.03, 1, 100, 60, 12, d.bptt(), d.clipNorm(), 0, scale, 1, 0, seed, 1);
  }

  /** What a dense network taught can be learnt in factors alone, joined or not. */
  @Test
  void factorsLearn() {
    for (boolean joined : new boolean[] {false, true}) {
      TensorForm form = FactoredNetworks.ht(8, joined, List.of());
      NetworkSpec network = FactoredNetworks.network(CellType.LSTM, 0, false, form, null);
      var split = Networks.split(network, TaskKind.CLASSIFICATION, 24, 6, false, 4);
      var data = Networks.dataset(network, TaskKind.CLASSIFICATION, split, split);
      TrainOptions o = options(0, 3);
      Map<String, Tensor> start = Trainer.initialWeights(network, o);
      double before = FloatEvaluator.evaluate(network, start, split, data.task(), 1).loss();
      TrainResult result = new Trainer(network, data, o).run(start);
      assertThat(result.weights().keySet()).isEqualTo(network.tensorShapes().keySet());
      double after =
          FloatEvaluator.evaluate(network, result.weights(), split, data.task(), 1).loss();
      assertThat(after).isLessThan(0.6 * before);
      String leaf = TensorNames.factor(0, joined, "leaf1");
      assertThat(result.weights().get(leaf)).isNotEqualTo(start.get(leaf));
    }
  }
}
