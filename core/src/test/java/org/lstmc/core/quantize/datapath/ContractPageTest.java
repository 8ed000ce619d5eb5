package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;

/** Reads the worked example of docs/arithmetic.md and computes it again. */
class ContractPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\S+) \\| (=? ?\\S+) \\| `(fixed<\\d+,-?\\d+>)` \\| (-?\\d+) \\|");

  private record Item(String real, FixedFormat format, long raw) {
    float value() {
      return Float.parseFloat(real);
    }
  }

  private static Path page() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/arithmetic.md"))) {
      at = at.getParent();
    }
    return at.resolve("docs/arithmetic.md");
  }

  private static Map<String, Item> example() throws IOException {
    Map<String, Item> items = new LinkedHashMap<>();
    for (String line : Files.readAllLines(page())) {
      Matcher m = ROW.matcher(line);
      if (m.matches()) {
        items.put(
            m.group(1),
            new Item(m.group(2), FixedFormat.parse(m.group(3)), Long.parseLong(m.group(4))));
      }
    }
    return items;
  }

  @Test
  void thePageNamesTheVersionOfTheDatapath() throws IOException {
    assertThat(Files.readAllLines(page()).get(0))
        .isEqualTo("# The number contract, version " + IntegerNetwork.CONTRACT);
  }

  @Test
  void theWorkedExampleIsWhatTheDatapathComputes() throws IOException {
    Map<String, Item> page = example();
    assertThat(page).hasSize(27);
    NetworkSpec network =
        new NetworkSpec(
            "example",
            InputSpec.features(1),
            List.of(new LayerSpec(CellType.LSTM, 1, 1, 0, false)),
            1);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("layers.0.wx", gates(page, "wx_"));
    weights.put("layers.0.wh", Tensor.zeros(4, 1));
    weights.put("layers.0.bias", new Tensor(new int[] {4}, gates(page, "bias_").data()));
    weights.put("output.weight", one(page.get("output.weight"), 1, 1));
    weights.put("output.bias", one(page.get("output.bias"), 1));
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    f.put("layers.0.wx", page.get("wx_i").format());
    f.put("layers.0.wh", new FixedFormat(12, 2));
    f.put("layers.0.bias", page.get("bias_i").format());
    f.put("output.weight", page.get("output.weight").format());
    f.put("output.bias", page.get("output.bias").format());
    f.put("layers.0.input", page.get("x").format());
    f.put("layers.0.gate", page.get("z_i").format());
    f.put("layers.0.activation", page.get("i").format());
    f.put("layers.0.cell", page.get("c").format());
    f.put("layers.0.state", page.get("h").format());
    Model model =
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
    FixedTensors tensors = FixedTensors.of(model, f);
    for (Accumulator sum : new SumPlans(tensors, f).all(network)) {
      f.put(sum.name(), sum.format(sum.provableWidth()));
    }
    assertThat(f.get("layers.0.accumulator")).isEqualTo(page.get("acc_i").format());
    assertThat(f.get("output.accumulator")).isEqualTo(page.get("logit").format());
    IntegerNetwork net =
        IntegerNetwork.of(
            model.withQuantization(
                new QuantizationSpec(
                    IntegerNetwork.CONTRACT,
                    f,
                    Rounding.RND,
                    Overflow.SAT,
                    QuantizeOptions.DEFAULT_ACTIVATION,
                    QuantizeOptions.DEFAULT_ACTIVATION,
                    Map.of())));
    StepTrace trace = net.step(net.newState(), new float[] {page.get("x").value()});
    StepTrace.Layer layer = trace.layers().get(0);
    Map<String, Long> found = new LinkedHashMap<>();
    found.put("x", layer.input()[0]);
    for (int q = 0; q < 4; q++) {
      String gate = String.valueOf("ifgo".charAt(q));
      found.put("wx_" + gate, (long) net.tensor("layers.0.wx").raw(q));
      found.put("bias_" + gate, (long) net.tensor("layers.0.bias").raw(q));
      found.put("acc_" + gate, layer.accumulator()[q]);
      found.put("z_" + gate, layer.gate()[q]);
      found.put(gate, layer.activation()[q]);
    }
    found.put("c", layer.cell()[0]);
    found.put("tanh(c)", layer.cellTanh()[0]);
    found.put("h", layer.state()[0]);
    found.put("output.weight", (long) net.tensor("output.weight").raw(0));
    found.put("output.bias", (long) net.tensor("output.bias").raw(0));
    found.put("logit", trace.logits()[0]);
    assertThat(new TreeSet<>(page.keySet())).isEqualTo(new TreeSet<>(found.keySet()));
    page.forEach((name, item) -> assertThat(found.get(name)).as(name).isEqualTo(item.raw()));
  }

  private static Tensor gates(Map<String, Item> page, String prefix) {
    float[] v = new float[4];
    for (int q = 0; q < 4; q++) {
      v[q] = page.get(prefix + "ifgo".charAt(q)).value();
    }
    return new Tensor(new int[] {4, 1}, v);
  }

  private static Tensor one(Item item, int... shape) {
    return new Tensor(shape, new float[] {item.value()});
  }
}
