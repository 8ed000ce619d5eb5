package org.lstmc.core.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.RandomModels;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;
import org.lstmc.core.train.FactoredNetworks;

/** Formats of contraction chains, found from data. */
class ChainCalibrationTest {
  private static final QuantizeOptions TIE =
      QuantizeOptions.defaults()
          .withWidth(16)
          .with(FormatKind.STEP_ACCUMULATOR, FormatChoice.width(24));

  private static Model model(CellType cell, TensorForm first, TensorForm second) {
    NetworkSpec network = FactoredNetworks.network(cell, 0, false, first, second);
    return new RandomModels(3).model(network, TaskKind.FRAME_LABELLING, 0.5, 0);
  }

  private static Split data(Model m) {
    return new RandomModels(7).split(m, 8, 20, false);
  }

  static Stream<Model> models() {
    return Stream.of(
        model(
            CellType.LSTM,
            FactoredNetworks.ht(4, false, List.of()),
            FactoredNetworks.tt(4, true, List.of())),
        model(
            CellType.LSTM,
            FactoredNetworks.ht(4, true, List.of()),
            FactoredNetworks.ht(4, false, List.of())),
        model(CellType.GRU, FactoredNetworks.tt(3, false, List.of()), null));
  }

  /** 16-bit words, sums exact or in TIE's 24 bits, beside the network in double. */
  @ParameterizedTest
  @MethodSource("models")
  void sixteenBitsStayNearTheFloatNetwork(Model m) {
    Split data = data(m);
    for (QuantizeOptions o : List.of(QuantizeOptions.defaults(), TIE)) {
      Model q = m.withQuantization(Calibration.of(m, o, data));
      IntegerNetwork net = IntegerNetwork.of(q);
      boolean narrow = o == TIE;
      net.chain(0)
          .steps()
          .forEach(
              s -> {
                assertThat(s.words().width()).isEqualTo(16);
                assertThat(s.accumulator().width() == 24).isEqualTo(narrow);
                assertThat(s.cut() > 0).isEqualTo(narrow);
              });
      double worst = 0;
      for (Sequence s : data.sequences()) {
        worst = Math.max(worst, farthest(m, net, s));
      }
      assertThat(worst).isBetween(1e-7, narrow ? 0.02 : 0.01);
      Map<String, Long> events = IntegerEvaluator.evaluate(q, data, 1).saturations();
      events.forEach(
          (name, n) -> {
            if (name.contains("intermediate") || name.contains("ccumulator")) {
              assertThat(n).as(name).isZero();
            }
          });
      assertThat(events.keySet()).anyMatch(name -> name.endsWith(".stepAccumulator"));
    }
  }

  private static double farthest(Model m, IntegerNetwork net, Sequence s) {
    FloatNetwork network = new FloatNetwork(m.network(), m.weights());
    FloatNetwork.State at = network.newState();
    NetworkState state = net.newState();
    double worst = 0;
    int size = m.network().input().size();
    for (int t = 0; t < s.length(); t++) {
      network.step(at, s, t, Probe.NONE);
      net.step(state, Arrays.copyOfRange(s.features(), t * size, (t + 1) * size));
      for (int l = 0; l < m.network().layers().size(); l++) {
        FixedFormat format = net.layerAt(l).plan().state();
        for (int k = 0; k < at.output(l).length; k++) {
          double found = format.toDouble(state.state(l)[k]);
          worst = Math.max(worst, Math.abs(found - at.output(l)[k]));
        }
      }
    }
    return worst;
  }

  /** The sums that calibration saw fit in what it chose, and one bit less would be too few. */
  @Test
  void intermediatesGetTheRangeOfTheData() {
    Model m = models().findFirst().orElseThrow();
    Split data = data(m);
    QuantizeOptions o = QuantizeOptions.defaults().withWidth(20);
    Map<String, FixedFormat> formats = Calibration.of(m, o, data).formats();
    formats.forEach(
        (name, f) -> {
          if (name.endsWith(".intermediate")) {
            String tight = name + "=fixed<20," + (f.integerBits() - 1) + ">";
            Model less = m.withQuantization(Calibration.of(m, o.withOverride(tight), data));
            Map<String, Long> events = IntegerEvaluator.evaluate(less, data, 1).saturations();
            assertThat(events.get(name)).as(name).isPositive();
          }
        });
    Model q = m.withQuantization(Calibration.of(m, o, data));
    IntegerEvaluator.evaluate(q, data, 1)
        .saturations()
        .forEach((n, events) -> assertThat(n.endsWith(".intermediate") ? events : 0).isZero());
  }

  /** A whole format says where products are cut; a sum that is too narrow for its data wraps. */
  @Test
  void accumulatorsCanBeNarrowerThanTheirSums() {
    Model m = models().findFirst().orElseThrow();
    Split data = data(m);
    String name = "layers.0.wx.leaf1.stepAccumulator";
    QuantizeOptions d = QuantizeOptions.defaults();
    FixedFormat exact = Calibration.of(m, d, data).formats().get(name);
    FixedFormat narrow = new FixedFormat(14, 14 - exact.fractionBits() + 8);
    Model q = m.withQuantization(Calibration.of(m, d.withOverride(name + "=" + narrow), data));
    assertThat(q.quantization().formats()).containsEntry(name, narrow);
    assertThat(IntegerEvaluator.evaluate(q, data, 1).saturations().get(name)).isPositive();
    String finer = name + "=fixed<40," + (39 - exact.fractionBits()) + ">";
    assertThatThrownBy(() -> Calibration.of(m, d.withOverride(finer), data))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("its products have " + exact.fractionBits() + " fraction bits");
  }
}
