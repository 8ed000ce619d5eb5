package org.lstmc.hwsim.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static final Arithmetic HOROWITZ = new Arithmetic("horowitz-45", new Node(45, "HP"), 0.9);

  @Test
  void theTablesOwnWidths() {
    assertThat(HOROWITZ.addPj(8)).isCloseTo(0.03, within(1e-12));
    assertThat(HOROWITZ.addPj(32)).isCloseTo(0.1, within(1e-12));
    assertThat(HOROWITZ.addUm2(16)).isCloseTo(67, within(1e-9));
    assertThat(HOROWITZ.multiplyPj(8, 8)).isCloseTo(0.2, within(1e-12));
    assertThat(HOROWITZ.multiplyPj(32, 32)).isCloseTo(3.1, within(1e-12));
    assertThat(HOROWITZ.multiplyUm2(32, 32)).isCloseTo(3495, within(1e-9));
  }

  @Test
  void widthsBetween() {
    // linear: 0.05 + (24-16)/16 * 0.05
    assertThat(HOROWITZ.addPj(24)).isCloseTo(0.075, within(1e-12));
    assertThat(HOROWITZ.addPj(4)).isCloseTo(0.015, within(1e-12));
    assertThat(HOROWITZ.addPj(64)).isCloseTo(0.2, within(1e-12));
    // as others interpolate, about 0.0031 pJ a square bit: 0.8 and 0.24
    assertThat(HOROWITZ.multiplyPj(16, 16)).isCloseTo(0.8, within(0.02));
    assertThat(HOROWITZ.multiplyPj(6, 13)).isCloseTo(0.24, within(0.005));
    assertThat(HOROWITZ.multiplyPj(13, 6)).isEqualTo(HOROWITZ.multiplyPj(6, 13));
  }

  @Test
  void theSecondSourceCostsAboutFourTimesAsMuch() {
    Arithmetic aladdin = new Arithmetic("aladdin-40", new Node(40, "HP"), 0.9);
    assertThat(aladdin.multiplyPj(32, 32)).isCloseTo(12.68, within(1e-9));
    assertThat(aladdin.multiplyPj(16, 16)).isCloseTo(12.68 / 4, within(1e-9));
    assertThat(aladdin.addPj(16)).isCloseTo(0.105, within(1e-9));
    assertThat(aladdin.registerPj()).isCloseTo(0.009, within(1e-12));
    assertThat(aladdin.registerUm2()).isCloseTo(5.98, within(1e-12));
    assertThat(aladdin.multiplyPj(32, 32) / HOROWITZ.multiplyPj(32, 32)).isBetween(3.5, 4.5);
  }

  @Test
  void scalesByNodeAndVoltage() {
    Arithmetic at65 = new Arithmetic("horowitz-45", new Node(65, "LP"), 1.1);
    assertThat(at65.multiplyPj(6, 13) / HOROWITZ.multiplyPj(6, 13)).isCloseTo(2.41, within(0.01));
    assertThat(at65.addUm2(8)).isCloseTo(36 / 0.66, within(1e-9));
  }
}
