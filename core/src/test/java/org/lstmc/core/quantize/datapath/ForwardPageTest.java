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
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;

/** Reads the example of docs/arithmetic.md, "Feed-forward networks", and computes it again. */
class ForwardPageTest {
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
        inside = line.matches("## \\d+\\. Feed-forward networks");
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
    assertThat(page).hasSize(9);
    IntegerNetwork net = IntegerNetwork.of(model(page));
    ForwardTrace trace = net.image(net.newState(), page.get("forward.input").values());
    List<ForwardTrace.Layer> layers = trace.layers();
    assertThat(layers.get(0).input()).isEqualTo(page.get("forward.input").raw());
    for (String tensor :
        List.of("forward.0.weight", "forward.0.bias", "forward.3.weight", "forward.3.bias")) {
      long[] stored = new long[page.get(tensor).raw().length];
      Arrays.setAll(stored, i -> net.tensor(tensor).raw(i));
      assertThat(stored).as(tensor).isEqualTo(page.get(tensor).raw());
    }
    assertThat(layers.get(0).accumulator()).isEqualTo(page.get("forward.0.accumulator").raw());
    assertThat(layers.get(0).output()).isEqualTo(page.get("forward.0.output").raw());
    assertThat(layers.get(1).output()).isEqualTo(page.get("pooled").raw());
    assertThat(layers.get(3).accumulator()).isEqualTo(page.get("forward.3.accumulator").raw());
    assertThat(trace.logits()).isEqualTo(page.get("forward.3.accumulator").raw());
  }

  /** The page's formats of accumulators are those that are proven. */
  private static Model model(Map<String, Item> page) {
    NetworkSpec network =
        new NetworkSpec(
            "page",
            new ForwardSpec(
                new ImageShape(2, 2, 1),
                List.of(
                    new ForwardLayer.Convolution(1, 2, 1),
                    new ForwardLayer.Pooling(ForwardLayer.PoolingKind.AVERAGE, 2),
                    new ForwardLayer.Flatten(),
                    new ForwardLayer.Dense(2))));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach((name, shape) -> weights.put(name, new Tensor(shape, page.get(name).values())));
    page.forEach((name, item) -> f.put(name, item.format()));
    Model model =
        new Model(network, null, weights, Map.of(), CompressionSpec.DENSE, null, null, List.of());
    for (Accumulator sum : new SumPlans(FixedTensors.of(model, f), f).all(network)) {
      assertThat(sum.format(sum.provableWidth())).isEqualTo(f.get(sum.name()));
    }
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
