package org.lstmc.hwsim.swm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.circulant.CirculantStructure;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.datapath.ForwardTrace;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;

/** The engine's own execution, from packed memories in its schedule's order. */
class SwmMachineTest {
  private static final SwmAccelerator SWM = new SwmAccelerator();

  /** A network, block sizes of its matrices and settings of the machine. */
  record Case(String network, ImageShape image, List<Integer> blocks, MachineOptions options) {}

  static List<Case> cases() {
    MachineOptions o = MachineOptions.DEFAULT;
    ImageShape map = new ImageShape(9, 8, 2);
    return List.of(
        new Case("12-7-5", ImageShape.vector(19), List.of(4, 8, 0), o),
        new Case("12-7-5", ImageShape.vector(19), List.of(0, 0, 2), o.with("together", 2)),
        new Case("4C3-MP2-8C2p1-AP2-6-5", map, List.of(2, 4, 4, 0), o.with("multipliers", 3)),
        new Case(
            "8C3p1-AP4-16C2-5",
            new ImageShape(11, 9, 8),
            List.of(8, 8, 0),
            o.with("batch", 2).with("together", 2).with("butterflies", 1)),
        new Case("8C3p2-MP3-MP2-5", map, List.of(0, 0), o.with("lanes", 1).with("batch", 1)));
  }

  private static Model model(Case c) {
    NetworkSpec network = new NetworkSpec("images", ForwardText.parse(c.network(), c.image()));
    Model m = TestModels.model(network, 0.5, 5);
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    Map<String, MatrixCompression> matrices = new LinkedHashMap<>();
    List<Integer> layers = network.forward().matrixLayers();
    for (int i = 0; i < layers.size(); i++) {
      if (c.blocks().get(i) > 0) {
        String name = TensorNames.forwardWeight(layers.get(i));
        CirculantStructure form = new CirculantStructure(c.blocks().get(i));
        Tensor projected = form.project(weights.get(name));
        weights.put(name, projected);
        matrices.put(name, form.describe(projected));
      }
    }
    Model circulant =
        m.withWeights(weights)
            .withCompression(new CompressionSpec(BlockCirculant.SCHEME, matrices), Map.of());
    return TestModels.quantized(circulant, QuantizeOptions.defaults().withWidth(12));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMapAndLogitIsThatOfTheIntegerDatapath(Case c) {
    Model m = model(c);
    Sequence images = TestModels.sequence(m.network(), 5, 7);
    Execution e = SWM.run(m, images, c.options());
    IntegerNetwork net = IntegerNetwork.of(m);
    NetworkState state = net.newState();
    int size = c.image().size();
    int last = net.forward().spec().layers().size() - 1;
    for (int t = 0; t < images.length(); t++) {
      float[] image = Arrays.copyOfRange(images.features(), t * size, (t + 1) * size);
      ForwardTrace expected = net.image(state, image);
      assertThat(e.logits()[t]).isEqualTo(expected.logits());
      assertThat(e.states()[t]).isEqualTo(expected.layers().get(last).input());
      assertThat(Arrays.stream(e.logits()[t]).distinct().count()).isGreaterThan(1);
    }
    Workload w = Workload.of(m, images.length());
    assertThat(e.cycles()).isEqualTo(SWM.simulate(w, c.options()).totalCycles());
  }

  @Test
  void aModelThatIsNotQuantizedIsRefused() {
    Model m =
        TestModels.model(
            new NetworkSpec("images", ForwardText.parse("4-3", ImageShape.vector(5))), 1, 1);
    assertThatThrownBy(
            () -> SWM.run(m, TestModels.sequence(m.network(), 1, 1), MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not quantized");
  }
}
