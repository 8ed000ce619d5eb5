package org.lstmc.core.quantize.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.FixedFormat;

/** How wide a GRU's state may be: what is accepted stays inside 62 bits at every corner. */
class GruWidthTest {
  private static final LayerSpec SPEC = new LayerSpec(CellType.GRU_RESET_BEFORE, 1, 1, 0, false);

  private static void plan(FixedFormat activation, FixedFormat state) {
    NetworkSpec network = new NetworkSpec("w", InputSpec.features(1), List.of(SPEC), 0);
    Model m = new RandomModels(1).model(network, TaskKind.FRAME_LABELLING, 0.5, 0);
    Map<String, FixedFormat> f = new LinkedHashMap<>();
    network.tensorShapes().keySet().forEach(n -> f.put(n, new FixedFormat(4, 1)));
    f.put("layers.0.input", new FixedFormat(4, 1));
    f.put("layers.0.gate", new FixedFormat(4, 2));
    f.put("layers.0.resetState", new FixedFormat(4, 1));
    f.put("layers.0.activation", activation);
    f.put("layers.0.state", state);
    FixedTensors tensors = FixedTensors.of(m, f);
    new SumPlans(tensors, f).all(network).forEach(s -> f.put(s.name(), s.format(62)));
    LayerPlan.of(0, SPEC, tensors, f);
  }

  /** The greatest magnitude of (1-z) n + z h over the ends of all three, as the contract aligns. */
  private static BigInteger greatest(FixedFormat a, FixedFormat s) {
    int common = Math.max(2 * a.fractionBits(), a.fractionBits() + s.fractionBits());
    BigInteger most = BigInteger.ZERO;
    for (long z : new long[] {a.minRaw(), 0, a.maxRaw()}) {
      for (long n : new long[] {a.minRaw(), a.maxRaw()}) {
        for (long h : new long[] {s.minRaw(), s.maxRaw()}) {
          BigInteger open = BigInteger.TWO.pow(a.fractionBits()).subtract(BigInteger.valueOf(z));
          BigInteger sum =
              open.multiply(BigInteger.valueOf(n))
                  .shiftLeft(common - 2 * a.fractionBits())
                  .add(
                      BigInteger.valueOf(z)
                          .multiply(BigInteger.valueOf(h))
                          .shiftLeft(common - a.fractionBits() - s.fractionBits()));
          most = most.max(sum.abs());
        }
      }
    }
    return most;
  }

  @Property(tries = 400)
  void whatIsAcceptedFits(
      @ForAll @IntRange(min = 20, max = 32) int width,
      @ForAll @IntRange(min = -6, max = 3) int integer,
      @ForAll @IntRange(min = 2, max = 32) int stateWidth,
      @ForAll @IntRange(min = -6, max = 6) int stateInteger) {
    FixedFormat activation = new FixedFormat(width, integer);
    FixedFormat state = new FixedFormat(stateWidth, stateInteger);
    int bits = greatest(activation, state).bitLength();
    try {
      plan(activation, state);
      assertThat(bits).isLessThanOrEqualTo(62);
    } catch (LstmcException e) {
      assertThat(e).hasMessageContaining("the state's sum needs");
      // Nothing that leaves more than two bits unused is refused.
      assertThat(bits).isGreaterThanOrEqualTo(59);
    }
  }

  @Test
  void oneMustBeExact() {
    plan(new FixedFormat(8, 8), new FixedFormat(8, 1));
    assertThatThrownBy(() -> plan(new FixedFormat(8, 9), new FixedFormat(8, 1)))
        .hasMessageContaining("1-z has no exact value");
  }
}
