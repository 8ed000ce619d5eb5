package org.lstmc.core.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.RandomModels;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

class ForwardCalibrationTest {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "lenet", ForwardText.parse("8C3p1-MP2-16C3-AP2-24-6", new ImageShape(12, 11, 1)));

  private static Model model(boolean blocks) {
    Model m = new RandomModels(3).model(NETWORK, TaskKind.CLASSIFICATION, 0.15, 0);
    if (!blocks) {
      return m;
    }
    Map<String, Tensor> weights = new java.util.LinkedHashMap<>(m.weights());
    Map<String, MatrixCompression> compression = new java.util.LinkedHashMap<>();
    for (String name : List.of("forward.3.weight", "forward.7.weight")) {
      CirculantStructure form = new CirculantStructure(8);
      weights.put(name, form.project(weights.get(name)));
      compression.put(name, form.describe(weights.get(name)));
    }
    return m.withWeights(weights).withCompression(CompressionSpec.of(compression), Map.of());
  }

  private static Split images(int count) {
    Random random = new Random(9);
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[NETWORK.input().size()];
      for (int k = 0; k < image.length; k++) {
        image[k] = random.nextFloat();
      }
      all.add(new Sequence(null, image, 1, new int[] {random.nextInt(6)}));
    }
    return new Split("test", all, false);
  }

  @Test
  void formatsHoldWhatTheFloatNetworkShowedAndLogitsStayNear() {
    for (boolean blocks : new boolean[] {false, true}) {
      Model m = model(blocks);
      Split data = images(40);
      QuantizationSpec q = Calibration.of(m, QuantizeOptions.defaults().withWidth(12), data);
      assertThat(q.formats().keySet())
          .containsExactlyElementsOf(FormatKind.names(m, q.forwardHalvings()));
      q.formats()
          .forEach(
              (name, f) -> {
                if (!FormatKind.of(name).isSum()) {
                  assertThat(f.width()).as(name).isEqualTo(12);
                }
              });
      Model quantized = m.withQuantization(q);
      IntegerEvaluator.Evaluation e = IntegerEvaluator.evaluate(quantized, data, 1);
      assertThat(e.score().count()).isEqualTo(40);
      // All of this data was seen: only an extreme that was rounded up may leave its range.
      e.saturations().forEach((name, n) -> assertThat(n).as(name).isLessThanOrEqualTo(3));
      FloatNetwork reference = new FloatNetwork(NETWORK, m.weights());
      IntegerNetwork net = IntegerNetwork.of(quantized);
      double signal = 0;
      double error = 0;
      for (Sequence s : data.sequences()) {
        FloatNetwork.State state = reference.newState();
        reference.step(state, s, 0, Probe.NONE);
        double[] exact = reference.logits(state);
        long[] raw = net.image(net.newState(), s.features()).logits();
        for (int k = 0; k < raw.length; k++) {
          signal += exact[k] * exact[k];
          error += Math.pow(exact[k] - net.logitFormat().toDouble(raw[k]), 2);
        }
      }
      assertThat(10 * Math.log10(signal / error)).as("dB, blocks " + blocks).isGreaterThan(40);
    }
  }
}
