package org.lstmc.hwsim.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;

class NodeScalingTest {
  private static final Node N45 = new Node(45, "HP");

  /** The worked example of the paper's erratum, there from factors of four digits. */
  @Test
  void reproducesTheErratum() {
    double pj = NodeScaling.energy(new Node(65, "HP"), 1.3, new Node(32, "HP"), 0.9);
    assertThat(pj).isCloseTo(0.1755, within(0.0001));
  }

  /** Worked out apart from this code, from the same coefficients, to three digits. */
  @ParameterizedTest
  @CsvSource({
    "65,LP,1.2,3.01",
    "65,LP,1.1,2.41",
    "65,LP,1.0,1.91",
    "65,LP,0.75,1.13",
    "65,LP,0.68,1.03",
    "45,HP,1.0,1.23",
    "32,HP,1.0,0.82",
    "32,HP,0.9,0.65",
    "20,HP,0.9,0.29"
  })
  void energiesRelativeTo45(int nm, String process, double volts, double expected) {
    double found = NodeScaling.energy(N45, 0.9, new Node(nm, process), volts);
    assertThat(found).isCloseTo(expected, within(0.006));
  }

  @Test
  void nodesBetweenLieOnALineOfLogarithms() {
    double at32 = NodeScaling.energyFactor(new Node(32, "LP"), 0.9);
    double at20 = NodeScaling.energyFactor(new Node(20, "LP"), 0.9);
    double at28 = NodeScaling.energyFactor(new Node(28, "LP"), 0.9);
    double slope = (Math.log(at32) - Math.log(at20)) / (Math.log(32) - Math.log(20));
    assertThat(Math.log(at28)).isCloseTo(Math.log(at20) + slope * Math.log(1.4), within(1e-12));
    assertThat(at28).isBetween(at20, at32);
    double at40 = NodeScaling.energyFactor(new Node(40, "HP"), 1.0);
    assertThat(at40)
        .isBetween(
            NodeScaling.energyFactor(new Node(32, "HP"), 1.0),
            NodeScaling.energyFactor(new Node(45, "HP"), 1.0));
  }

  /** The table of the paper, pair by pair, which is rounded to two digits. */
  @ParameterizedTest
  @CsvSource({
    "65,45,0.66",
    "65,32,0.31",
    "65,20,0.14",
    "65,16,0.13",
    "45,32,0.46",
    "45,20,0.21",
    "45,16,0.19",
    "32,20,0.46",
    "32,16,0.41",
    "130,65,0.23",
    "90,65,0.53",
    "180,65,0.08"
  })
  void areaBetweenNodes(int from, int to, double expected) {
    double found = NodeScaling.area(new Node(from, "HP"), new Node(to, "HP"));
    assertThat(found).isCloseTo(expected, within(0.015));
  }

  @Test
  void lowerVoltageIsSlower() {
    Node n = new Node(65, "LP");
    // -53.3*0.68^3 + 230.4*0.68^2 - 333.9*0.68 + 178.6 = 41.3; at 1.1 V 19.1
    assertThat(NodeScaling.delay(n, 1.1, n, 0.68)).isCloseTo(41.33 / 19.15, within(0.01));
  }

  @Test
  void processesOutsideTheTableAreRefused() {
    assertThatThrownBy(() -> NodeScaling.energyFactor(new Node(16, "LP"), 0.8))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("16 nm LP")
        .hasMessageContaining("LP from 20 to 130 nm");
    assertThatThrownBy(() -> NodeScaling.delay(N45, 0.9, N45, 3.0))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("outside what the scaling polynomials hold for");
  }
}
