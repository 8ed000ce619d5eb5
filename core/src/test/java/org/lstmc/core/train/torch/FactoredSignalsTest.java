package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.FakeQuantizer;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.train.FactoredNetworks;
import org.lstmc.core.train.Networks;

/** What training with rounded factors and intermediates sees is what the integer chain computes. */
class FactoredSignalsTest {
  @ParameterizedTest
  @CsvSource({"true, false, 6", "true, true, 8", "false, false, 8", "false, true, 6"})
  void roundedContractionsAreTheIntegerChains(boolean ht, boolean joined, int bits) {
    TensorForm form =
        ht ? FactoredNetworks.ht(4, joined, List.of()) : FactoredNetworks.tt(4, joined, List.of());
    // 11 features and 5 cells leave room in 18 columns, which is padding.
    NetworkSpec network = FactoredNetworks.network(CellType.LSTM, 0, false, form, null);
    Model model = model(network);
    QuantizationSpec q = model.quantization();
    FixedChain chain = IntegerNetwork.of(model).chain(0);
    int length = network.layers().get(0).factoredColumns();
    Random random = new Random(bits);
    long[] words = random.longs(length, chain.vector().minRaw(), chain.vector().maxRaw()).toArray();
    float[] real = new float[length];
    for (int i = 0; i < length; i++) {
      real[i] = (float) chain.vector().toDouble(words[i]);
    }
    long[] expected = chain.product(java.util.Arrays.copyOf(words, 18), (signal, n) -> {});
    try (PointerScope scope = new PointerScope()) {
      Map<String, Tensor> w = new LinkedHashMap<>();
      new FakeQuantizer(q.formats())
          .apply(model.weights())
          .forEach(
              (name, t) -> {
                long[] shape = java.util.Arrays.stream(t.shape()).asLongStream().toArray();
                w.put(name, TorchTensors.of(t.data(), ScalarType.Double, shape));
              });
      Tensor y =
          TorchContraction.of(network.layers(), q.formats())
              .get(0)
              .multiply(TorchTensors.of(real, ScalarType.Double, 1, length), w);
      double[] found = TorchTensors.doubles(y);
      assertThat(found).hasSize(20);
      for (int r = 0; r < expected.length; r++) {
        assertThat(found[r]).isEqualTo(chain.words().toDouble(expected[r]));
      }
      double[] exact =
          TorchTensors.doubles(
              TorchContraction.of(network.layers(), Map.of())
                  .get(0)
                  .multiply(TorchTensors.of(real, ScalarType.Double, 1, length), w));
      assertThat(found).isNotEqualTo(exact);
    }
  }

  private static Model model(NetworkSpec network) {
    Model m =
        new Model(
            network,
            null,
            Networks.weights(network, 0.6, 1),
            Map.of(),
            CompressionSpec.DENSE,
            null,
            null,
            List.of());
    Split data = Networks.split(network, TaskKind.FRAME_LABELLING, 2, 9, true, 5);
    List<Sequence> few = data.sequences();
    QuantizeOptions o = QuantizeOptions.defaults().withWidth(8);
    return m.withQuantization(Calibration.of(m, o, new Split("few", few, false)));
  }
}
