package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RememberedTest {
  @Test
  void theLatestAreComputedOnce() {
    Remembered<Integer, String> r = new Remembered<>();
    List<Integer> computed = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int key = 0; key < 40; key++) {
        int k = key;
        String got =
            r.get(
                key,
                () -> {
                  computed.add(k);
                  return "v" + k;
                });
        assertThat(got).isEqualTo("v" + key);
      }
    }
    assertThat(computed).hasSize(40);
    assertThatThrownBy(
            () ->
                r.get(
                    99,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(r.get(99, () -> "now")).isEqualTo("now");
  }

  /** A point answers the same, whatever was asked before it. */
  @ParameterizedTest
  @ValueSource(strings = {"hcgs", "tie", "fdht"})
  void noPointDependsOnThoseBefore(String machine) {
    Accelerator a = Accelerators.byName(machine);
    Workload w =
        machine.equals("hcgs")
            ? HardwarePointBenchmark.workload("hcgs")
            : Workload.ofShape(
                "lstm:96,32",
                TensorShape.form("tt:4,8,4:8,4,4:3", true),
                ShapeRatios.uniform(0),
                10);
    List<Simulation> there = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      there.add(a.simulate(w, HardwarePointBenchmark.point(machine, 37 * n)));
    }
    for (int n = 99; n >= 0; n -= 7) {
      assertThat(a.simulate(w, HardwarePointBenchmark.point(machine, 37 * n)))
          .isEqualTo(there.get(n));
    }
  }
}
