package org.lstmc.core.quantize.datapath;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.NumberContract;
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

  private static Map<String, Item> example(String heading) throws IOException {
    Map<String, Item> items = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page())) {
      if (line.startsWith("## ")) {
        inside = line.matches("## \\d+\\. " + heading);
      }
      Matcher m = ROW.matcher(line);
      if (inside && m.matches()) {
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
  void theHashInArtefactsIsThatOfThePage() throws Exception {
    Process sum = new ProcessBuilder("sha256sum", page().toString()).start();
    String line = new String(sum.getInputStream().readAllBytes(), UTF_8);
    assertThat(line).startsWith(NumberContract.sha256() + " ");
  }

  @Test
  void theWorkedExampleIsWhatTheDatapathComputes() throws IOException {
    Map<String, Item> page = example("A worked example: LSTM");
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
    IntegerNetwork net = network(network, weights, f);
    assertThat(f.get("layers.0.accumulator")).isEqualTo(page.get("acc_i").format());
    assertThat(f.get("output.accumulator")).isEqualTo(page.get("logit").format());
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

  @ParameterizedTest
  @EnumSource(
      value = CellType.class,
      names = {"GRU", "GRU_RESET_BEFORE"})
  void theGruExamplesAreWhatTheDatapathComputes(CellType cell) throws IOException {
    Map<String, Item> weights = example("A worked example: GRU");
    assertThat(weights).hasSize(25);
    Map<String, Item> page =
        cell == CellType.GRU
            ? weights
            : example("A worked example: GRU whose reset gate acts before");
    assertThat(page).hasSize(cell == CellType.GRU ? 25 : 12);
    NetworkSpec network =
        new NetworkSpec(
            "example", InputSpec.features(1), List.of(new LayerSpec(cell, 1, 1, 0, false)), 0);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("layers.0.wx", rows(weights, "wx_"));
    tensors.put("layers.0.wh", rows(weights, "wh_"));
    tensors.put("layers.0.bias", new Tensor(new int[] {3}, rows(weights, "bias_").data()));
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    f.put("layers.0.wx", weights.get("wx_r").format());
    f.put("layers.0.wh", weights.get("wh_r").format());
    f.put("layers.0.bias", weights.get("bias_r").format());
    if (cell == CellType.GRU) {
      tensors.put("layers.0.recurrentBias", one(weights.get("recurrentBias"), 1));
      f.put("layers.0.recurrentBias", weights.get("recurrentBias").format());
      f.put("layers.0.recurrent", page.get("q").format());
    } else {
      f.put("layers.0.resetState", page.get("s").format());
    }
    f.put("layers.0.input", weights.get("x(1)").format());
    f.put("layers.0.gate", page.get("z_r").format());
    f.put("layers.0.activation", page.get("r").format());
    f.put("layers.0.state", page.get("h(2)").format());
    IntegerNetwork net = network(network, tensors, f);
    NetworkState state = net.newState();
    StepTrace.Layer first =
        net.step(state, new float[] {weights.get("x(1)").value()}).layers().get(0);
    StepTrace.Layer second =
        net.step(state, new float[] {weights.get("x(2)").value()}).layers().get(0);
    Map<String, Long> found = new LinkedHashMap<>();
    for (int q = 0; q < 3; q++) {
      String gate = String.valueOf("rzn".charAt(q));
      found.put("acc_" + gate, second.accumulator()[q]);
      found.put("z_" + gate, second.gate()[q]);
      found.put(gate, second.activation()[q]);
      if (cell == CellType.GRU) {
        found.put("wx_" + gate, (long) net.tensor("layers.0.wx").raw(q));
        found.put("wh_" + gate, (long) net.tensor("layers.0.wh").raw(q));
        found.put("bias_" + gate, (long) net.tensor("layers.0.bias").raw(q));
      }
    }
    if (cell == CellType.GRU) {
      found.put("x(1)", first.input()[0]);
      found.put("x(2)", second.input()[0]);
      found.put("recurrentBias", (long) net.tensor("layers.0.recurrentBias").raw(0));
      found.put("acc_q", second.recurrentAccumulator()[0]);
      found.put("q", second.recurrent()[0]);
    } else {
      found.put("s", second.resetState()[0]);
    }
    found.put("h(1)", first.state()[0]);
    found.put("h(2)", second.state()[0]);
    assertThat(new TreeSet<>(page.keySet())).isEqualTo(new TreeSet<>(found.keySet()));
    page.forEach((name, item) -> assertThat(found.get(name)).as(name).isEqualTo(item.raw()));
    assertThat(net.quantization().formats().get("layers.0.accumulator"))
        .isEqualTo(page.get("acc_n").format());
    if (cell == CellType.GRU) {
      assertThat(net.quantization().formats().get("layers.0.recurrentAccumulator"))
          .isEqualTo(page.get("acc_q").format());
    }
  }

  private static IntegerNetwork network(
      NetworkSpec network, Map<String, Tensor> weights, Map<String, FixedFormat> formats) {
    Model model =
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
    FixedTensors tensors = FixedTensors.of(model, formats);
    for (Accumulator sum : new SumPlans(tensors, formats).all(network)) {
      formats.put(sum.name(), sum.format(sum.provableWidth()));
    }
    return IntegerNetwork.of(
        model.withQuantization(
            new QuantizationSpec(
                IntegerNetwork.CONTRACT,
                formats,
                Rounding.RND,
                Overflow.SAT,
                QuantizeOptions.DEFAULT_ACTIVATION,
                QuantizeOptions.DEFAULT_ACTIVATION,
                Map.of())));
  }

  private static Tensor rows(Map<String, Item> page, String prefix) {
    float[] v = new float[3];
    for (int q = 0; q < 3; q++) {
      v[q] = page.get(prefix + "rzn".charAt(q)).value();
    }
    return new Tensor(new int[] {3, 1}, v);
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
