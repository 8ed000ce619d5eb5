package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.contraction.FixedChain;
import org.lstmc.core.quantize.contraction.FixedStep;
import org.lstmc.core.quantize.fft.WordCounter;

/** Reads the example of docs/arithmetic.md, section "Contraction chains", and computes it again. */
class ChainPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\S+) \\| (=? ?[^|]+) \\| `(fixed<\\d+,-?\\d+>)` \\| ([^|]+) \\|");

  private record Item(String real, FixedFormat format, long[] raw) {
    float[] values() {
      String[] words = real.replace("=", "").trim().split(" ");
      float[] v = new float[words.length];
      for (int i = 0; i < v.length; i++) {
        v[i] = Float.parseFloat(words[i]);
      }
      return v;
    }
  }

  private static Map<String, Item> example() throws IOException {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/arithmetic.md"))) {
      at = at.getParent();
    }
    Map<String, Item> items = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(at.resolve("docs/arithmetic.md"))) {
      if (line.startsWith("## ")) {
        inside = line.matches("## \\d+\\. Contraction chains");
      }
      Matcher m = ROW.matcher(line);
      if (inside && m.matches()) {
        long[] raw = Arrays.stream(m.group(4).split(" ")).mapToLong(Long::parseLong).toArray();
        items.put(m.group(1), new Item(m.group(2), FixedFormat.parse(m.group(3)), raw));
      }
    }
    return items;
  }

  @Test
  void theExampleIsWhatTheDatapathComputes() throws IOException {
    Map<String, Item> page = example();
    assertThat(page).hasSize(7);
    FixedChain chain = IntegerNetwork.of(model(page)).chain(0);
    Item x = page.get("x");
    long[] at = new long[4];
    for (int i = 0; i < 4; i++) {
      at[i] = FixedArithmetic.fromDouble(x.values()[i], x.format());
    }
    assertThat(at).isEqualTo(x.raw());
    for (FixedStep step : chain.steps()) {
      String name = step.layout().factor().replace("layers.0.wx.", "");
      Item sums = page.get(name + ".stepAccumulator");
      assertThat(step.accumulator()).isEqualTo(sums.format());
      assertThat(unrounded(step, at)).as(name).isEqualTo(sums.raw());
      at = step.run(at, WordCounter.NONE);
      assertThat(at).as(name).isEqualTo(page.get(name + ".intermediate").raw());
    }
    assertThat(chain.steps().get(1).cut()).isEqualTo(3);
    assertThat(chain.product(chain.vector(x.raw()), WordCounter.NONE))
        .isEqualTo(page.get("core1.intermediate").raw());
    for (String core : List.of("core1", "core2")) {
      long[] stored = new long[page.get(core).raw().length];
      for (int i = 0; i < stored.length; i++) {
        stored[i] = IntegerNetwork.of(model(page)).tensor("layers.0.wx." + core).raw(i);
      }
      assertThat(stored).isEqualTo(page.get(core).raw());
    }
  }

  /** The sums alone: a format that rounds nothing shows them. */
  private static long[] unrounded(FixedStep s, long[] before) {
    return new FixedStep(
            s.layout(),
            s.weights(),
            s.weightFormat(),
            s.operand(),
            s.cut(),
            s.accumulator(),
            s.accumulator(),
            s.rounding(),
            s.overflow())
        .run(before, WordCounter.NONE);
  }

  private static Model model(Map<String, Item> page) {
    TensorForm form =
        new TensorForm(
            TensorForm.Format.TT,
            List.of(2, 2),
            List.of(4, 1),
            null,
            List.of(2),
            false,
            List.of("core2", "core1"));
    LayerSpec layer = new LayerSpec(org.lstmc.core.model.CellType.LSTM, 4, 1, 0, false, form);
    NetworkSpec network = new NetworkSpec("page", InputSpec.features(4), List.of(layer), 0);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    network.tensorShapes().forEach((name, shape) -> weights.put(name, Tensor.zeros(shape)));
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    FixedFormat plain = new FixedFormat(12, 4);
    for (String name : List.of("wh", "bias", "gate", "activation", "cell", "state")) {
      f.put("layers.0." + name, plain);
    }
    f.put("layers.0.input", page.get("x").format());
    for (String core : List.of("core1", "core2")) {
      String name = "layers.0.wx." + core;
      weights.put(name, new Tensor(network.tensorShapes().get(name), page.get(core).values()));
      f.put(name, page.get(core).format());
      f.put(name + ".intermediate", page.get(core + ".intermediate").format());
    }
    Model model =
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
    for (Accumulator sum : new SumPlans(FixedTensors.of(model, f), f).all(network)) {
      f.put(sum.name(), sum.format(sum.provableWidth()));
    }
    // What the page says of the first step is what is proven; the second one is narrower.
    f.put("layers.0.wx.core1.stepAccumulator", page.get("core1.stepAccumulator").format());
    return model.withQuantization(
        new QuantizationSpec(
            IntegerNetwork.CONTRACT,
            f,
            Rounding.RND,
            Overflow.SAT,
            QuantizeOptions.DEFAULT_ACTIVATION,
            QuantizeOptions.DEFAULT_ACTIVATION,
            Map.of()));
  }
}
