package org.lstmc.core.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.RandomModels;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

class CalibrationTest {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "small",
          InputSpec.embedding(20, 6),
          List.of(
              new LayerSpec(CellType.LSTM, 6, 10, 5, true),
              new LayerSpec(CellType.LSTM, 5, 7, 0, false)),
          9);

  private static final NetworkSpec GRUS =
      new NetworkSpec(
          "grus",
          InputSpec.embedding(20, 6),
          List.of(
              new LayerSpec(CellType.GRU, 6, 10, 0, false),
              new LayerSpec(CellType.GRU_RESET_BEFORE, 10, 7, 0, false)),
          9);

  private static Model model(long seed) {
    return new RandomModels(seed).model(NETWORK, TaskKind.LANGUAGE_MODEL, 0.4, 0.5);
  }

  private static Split data(Model m) {
    return new RandomModels(5).split(m, 12, 20, false);
  }

  @Property(tries = 30)
  void everyTensorAndSignalGetsAFormatThatHoldsIt(@ForAll long seed, @ForAll boolean gru) {
    NetworkSpec network = gru ? GRUS : NETWORK;
    Model m = new RandomModels(seed).model(network, TaskKind.LANGUAGE_MODEL, 0.4, 0.5);
    QuantizationSpec q = Calibration.of(m, QuantizeOptions.defaults(), data(m));
    assertThat(q.formats()).containsKeys(FormatKind.names(network).toArray(String[]::new));
    assertThat(q.formats()).containsEntry("layers.1.input", q.formats().get("layers.0.state"));
    IntegerEvaluator.Evaluation e = IntegerEvaluator.evaluate(m.withQuantization(q), data(m), 1);
    // Calibration saw all of this data, so nothing but a rounded extreme may leave its range.
    long scored = data(m).steps() * 100;
    e.saturations().forEach((name, n) -> assertThat(n).as(name).isLessThan(scored / 1000));
    for (String name : network.tensorShapes().keySet()) {
      assertThat(e.saturations()).containsEntry(name, 0L);
      FixedFormat f = q.formats().get(name);
      FixedFormat less = new FixedFormat(f.width(), f.integerBits() - 1);
      Tensor kept =
          m.masks().containsKey(name)
              ? m.masks().get(name).apply(m.weights().get(name))
              : m.weights().get(name);
      boolean lessWouldDo = true;
      for (float w : kept.data()) {
        lessWouldDo &= !FixedArithmetic.clips(w, less);
      }
      assertThat(lessWouldDo).as(name).isFalse();
    }
  }

  @Test
  void whatTheUserSaysIsKept() {
    Model m = model(1);
    QuantizeOptions o =
        QuantizeOptions.defaults()
            .with(FormatKind.WEIGHTS, FormatChoice.parse("8"))
            .with(FormatKind.CELL, FormatChoice.parse("fixed<18,6>"))
            .with(FormatKind.ACCUMULATOR, FormatChoice.parse("20"))
            .withOverride("*.wh=10")
            .withOverride("layers.0.wh=fixed<12,2>");
    Map<String, FixedFormat> f = Calibration.of(m, o, data(m)).formats();
    assertThat(f.get("layers.0.wx").width()).isEqualTo(8);
    assertThat(f.get("layers.1.wh").width()).isEqualTo(10);
    assertThat(f).containsEntry("layers.0.wh", FixedFormat.parse("fixed<12,2>"));
    assertThat(f).containsEntry("layers.1.cell", FixedFormat.parse("fixed<18,6>"));
    assertThat(f.get(SignalNames.OUTPUT_ACCUMULATOR).width()).isEqualTo(20);
    assertThat(f.get("layers.0.bias").width()).isEqualTo(16);
    assertThat(f).containsEntry("embedding.weight", f.get("layers.0.input"));
  }

  @Test
  void aPatternThatFitsNothingNamesWhatThereIs() {
    Model m = model(1);
    assertThatThrownBy(
            () ->
                Calibration.of(m, QuantizeOptions.defaults().withOverride("layer.0.wx=8"), data(m)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("layer.0.wx")
        .hasMessageContaining("layers.0.wx, layers.0.wh");
  }

  @Test
  void anAccumulatorWithAnotherFractionIsRefused() {
    Model m = model(1);
    QuantizeOptions o = QuantizeOptions.defaults().withOverride("output.accumulator=fixed<24,20>");
    assertThatThrownBy(() -> Calibration.of(m, o, data(m)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("fraction bits");
  }

  @Test
  void coverageLeavesOutliersOutside() {
    SignalRanges ranges = new SignalRanges();
    double[] v = new double[1000];
    java.util.Arrays.fill(v, 0.7);
    v[3] = -100;
    ranges.signal("s", v, 0, v.length);
    assertThat(ranges.integerBits("s", 1.0)).isEqualTo(8);
    assertThat(ranges.integerBits("s", 0.99)).isEqualTo(1);
    ranges.signal("t", new double[] {-1.0}, 0, 1);
    assertThat(ranges.integerBits("t", 1.0)).isEqualTo(1);
    ranges.signal("t", new double[] {1.0}, 0, 1);
    assertThat(ranges.integerBits("t", 1.0)).isEqualTo(2);
  }

  @Test
  void leastSquaresTradesTheGreatestWeightForTheRest() {
    float[] w = new float[4096];
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) (random.nextGaussian() * 0.1);
    }
    w[0] = 1.01f;
    NetworkSpec wide =
        new NetworkSpec(
            "wide",
            InputSpec.features(64),
            List.of(new LayerSpec(CellType.LSTM, 64, 16, 0, false)),
            2);
    Model base = new RandomModels(2).model(wide, TaskKind.FRAME_LABELLING, 0.1, 0);
    Map<String, Tensor> weights = new LinkedHashMap<>(base.weights());
    weights.put("layers.0.wx", new Tensor(new int[] {64, 64}, w));
    Model outlier = base.withWeights(weights);
    QuantizeOptions four =
        QuantizeOptions.defaults().with(FormatKind.WEIGHTS, FormatChoice.width(4));
    Split split = new RandomModels(5).split(outlier, 3, 5, false);
    FixedFormat cover = Calibration.of(outlier, four, split).formats().get("layers.0.wx");
    FixedFormat least =
        Calibration.of(
                outlier,
                four.withCalibration(1.0, QuantizeOptions.WeightRange.LEAST_SQUARES, 100),
                split)
            .formats()
            .get("layers.0.wx");
    assertThat(cover.integerBits()).isEqualTo(2);
    assertThat(least.integerBits()).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theErrorAgainstTheFloatNetworkShrinksAsWidthGrows(boolean gru) {
    Model m = new RandomModels(4).model(gru ? GRUS : NETWORK, TaskKind.LANGUAGE_MODEL, 0.4, 0.5);
    Map<String, Tensor> weights = new LinkedHashMap<>(m.weights());
    m.masks().forEach((n, mask) -> weights.computeIfPresent(n, (k, w) -> mask.apply(w)));
    FloatNetwork real = new FloatNetwork(m.network(), weights);
    double before = Double.MAX_VALUE;
    for (int width : new int[] {6, 9, 12, 16}) {
      ActivationSpec fine = new ActivationSpec(ActivationSpec.Kind.TABLE, 1 << 18, 8);
      QuantizeOptions o = QuantizeOptions.defaults().withWidth(width).withActivations(fine, fine);
      IntegerNetwork net = IntegerNetwork.of(m.withQuantization(Calibration.of(m, o, data(m))));
      double worst = 0;
      for (Sequence s : data(m).sequences()) {
        NetworkState state = net.newState();
        FloatNetwork.State realState = real.newState();
        for (int t = 0; t < s.length(); t++) {
          long[] raw = net.step(state, s.tokens()[t]).logits();
          real.step(realState, s, t, Probe.NONE);
          double[] logits = real.logits(realState);
          for (int k = 0; k < raw.length; k++) {
            worst = Math.max(worst, Math.abs(net.logitFormat().toDouble(raw[k]) - logits[k]));
          }
        }
      }
      assertThat(worst).as("%d bits", width).isLessThan(before / 2);
      before = worst;
    }
    assertThat(before).isLessThan(2e-3);
  }

  /** A network that ends with its last layer, as imports may: all but logits and scores. */
  @Test
  void aNetworkWithoutDenseOutputRuns() {
    NetworkSpec network =
        new NetworkSpec(
            "body", InputSpec.features(3), List.of(new LayerSpec(CellType.GRU, 3, 5, 0, false)), 0);
    Model m = new RandomModels(6).model(network, TaskKind.FRAME_LABELLING, 0.4, 0);
    float[] x = {0.5f, -1f, 0.25f, 1f, 0f, -0.75f};
    Sequence s = new Sequence(null, x, 2, new int[] {-1, -1});
    Split data = new Split("valid", List.of(s), false);
    QuantizeOptions fine =
        QuantizeOptions.defaults()
            .withActivations(
                new ActivationSpec(ActivationSpec.Kind.TABLE, 1 << 16, 8),
                new ActivationSpec(ActivationSpec.Kind.TABLE, 1 << 16, 8));
    Model q = m.withQuantization(Calibration.of(m, fine, data));
    assertThat(q.quantization().formats()).doesNotContainKey(SignalNames.OUTPUT_ACCUMULATOR);
    IntegerNetwork net = IntegerNetwork.of(q);
    NetworkState state = net.newState();
    FloatNetwork real = new FloatNetwork(network, m.weights());
    FloatNetwork.State realState = real.newState();
    for (int t = 0; t < 2; t++) {
      assertThat(net.step(state, java.util.Arrays.copyOfRange(x, 3 * t, 3 * t + 3)).logits())
          .isEmpty();
      real.step(realState, s, t, Probe.NONE);
      FixedFormat h = q.quantization().formats().get(SignalNames.state(0));
      for (int k = 0; k < 5; k++) {
        assertThat(h.toDouble(state.state(0)[k]))
            .isCloseTo(realState.output(0)[k], org.assertj.core.api.Assertions.within(5e-4));
      }
    }
    assertThat(state.events().byName(network)).doesNotContainKey(SignalNames.OUTPUT_ACCUMULATOR);
    assertThatThrownBy(() -> IntegerEvaluator.evaluate(q, data, 1))
        .hasMessageContaining("without a dense output there is nothing to score");
  }

  private static Model following(String contract, Model m) {
    QuantizationSpec q = m.quantization();
    return m.withQuantization(
        new QuantizationSpec(
            contract,
            q.formats(),
            q.rounding(),
            q.overflow(),
            q.sigmoid(),
            q.tanh(),
            q.saturations()));
  }

  /** Each version adds; what a model of an earlier one says means the same. */
  @Test
  void modelsOfEarlierContractsStillRun() {
    Model lstm = model(3);
    Split data = data(lstm);
    Model now = lstm.withQuantization(Calibration.of(lstm, QuantizeOptions.defaults(), data));
    assertThat(now.quantization().contract()).isEqualTo("4");
    for (String earlier : List.of("1", "2", "3")) {
      assertThat(IntegerEvaluator.evaluate(following(earlier, now), data, 1))
          .isEqualTo(IntegerEvaluator.evaluate(now, data, 1));
    }
    assertThatThrownBy(() -> IntegerNetwork.of(following("5", now)))
        .hasMessageContaining("follows number contract 5; this version knows 1, 2, 3, 4");
    Model gru = new RandomModels(3).model(GRUS, TaskKind.LANGUAGE_MODEL, 0.4, 0);
    Model quantized = gru.withQuantization(Calibration.of(gru, QuantizeOptions.defaults(), data));
    assertThatThrownBy(() -> IntegerNetwork.of(following("1", quantized)))
        .hasMessageContaining("neither GRU layers nor block-circulant");
  }
}
