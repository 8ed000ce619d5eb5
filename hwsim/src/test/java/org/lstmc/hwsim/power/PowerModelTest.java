package org.lstmc.hwsim.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.asic.PowerFactors;
import org.lstmc.hwsim.device.Constant;
import org.lstmc.hwsim.device.DeviceKeys;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.published.Figure;
import org.lstmc.hwsim.published.PublishedRow;
import org.lstmc.hwsim.published.PublishedSystems;
import org.lstmc.hwsim.published.Reproduced;
import org.lstmc.hwsim.published.Reproduction;

/** The power models on their published rows. */
class PowerModelTest {
  private static final Path SIMULATED = Path.of("src/main/resources/power/simulated.tsv");

  /** What fits use is what machines say now. {@code -Dpins=write} writes it anew. */
  @Test
  void simulatedWattsAreTheMachines() throws IOException {
    String now = SimulatedPower.text();
    if ("write".equals(System.getProperty("pins"))) {
      Files.writeString(SIMULATED, now);
    }
    assertThat(now.lines()).containsExactlyElementsOf(Files.readAllLines(SIMULATED));
  }

  /** Fitted constants in device files and tables are those that the rows give. */
  @Test
  void filesHoldTheFit() {
    PowerRecord record = PowerRecord.load();
    for (String name : Devices.BUILT_IN) {
      Constant baseline = Devices.load(name).constants().get(DeviceKeys.BOARD_BASELINE_W);
      boolean row = record.boards().stream().anyMatch(r -> r.board().equals(name));
      if (!row && !baseline.origin().equals("fitted")) {
        continue; // a board that is no card with a host link
      }
      assertThat(baseline.origin()).as(name).isEqualTo("fitted");
      assertThat(baseline.value())
          .as("%s power.boardBaselineW", name)
          .isCloseTo(BoardPower.offsetW(name), within(0.006));
    }
    assertThat(PowerFactors.value(PowerFactors.ENERGY))
        .isCloseTo(ChipPower.chosen().fitted().values().get(ChipPower.ENERGY), within(6e-5));
    assertThat(PowerFactors.value(PowerFactors.CLOCK)).isEqualTo(ChipPower.CLOCK_SHARE);
  }

  /** Machines report what the models fitted, and the models' uncertainty. */
  @Test
  void reportsAreTheModels() {
    Map<String, Reproduction.Simulated> runs = Reproduction.of(PublishedSystems.NAMES).runs();
    PowerRecord record = PowerRecord.load();
    record
        .boards()
        .forEach(
            r -> {
              Simulation s = runs.get(r.run()).simulation();
              assertThat(s.power().boardW())
                  .as(r.name())
                  .isCloseTo(left(BoardPower.chosen(), r).fittedW(), within(0.006));
              assertThat(s.uncertainty().boardPowerPercent())
                  .isEqualTo(BoardPower.chosen().uncertaintyPercent("board"));
              assertThat(s.uncertainty().origin()).contains(BoardPower.chosen().summary("board"));
            });
    record.chips().stream()
        .filter(r -> r.run() != null && r.measures().startsWith("total"))
        .forEach(
            r -> {
              Simulation s = runs.get(r.run()).simulation();
              double fitted = left(ChipPower.chosen(), r).fittedW();
              assertThat(s.powerW()).as(r.name()).isCloseTo(fitted, within(1e-4 * fitted));
              assertThat(s.uncertainty().powerPercent())
                  .isEqualTo(ChipPower.chosen().uncertaintyPercent("total"));
              assertThat(s.uncertainty().boardPowerPercent()).isNull();
            });
  }

  /** The record of powers and the record of figures say the same, each of its own kind. */
  @Test
  void boardsAndChipsStayApart() {
    PowerRecord record = PowerRecord.load();
    assertThat(record.boards()).hasSizeGreaterThan(5).allSatisfy(r -> agrees(r, Figure.BOARD_W));
    assertThat(record.chips())
        .allSatisfy(r -> assertThat(r.board()).isNull())
        .filteredOn(r -> r.row() != null)
        .hasSizeGreaterThan(3)
        .allSatisfy(r -> agrees(r, Figure.CHIP_W));
    assertThat(Stream.concat(record.boards().stream(), record.chips().stream()).map(PowerRow::name))
        .doesNotHaveDuplicates();
    assertThat(record.unused()).allSatisfy(u -> assertThat(u.why()).isNotBlank());
  }

  private static void agrees(PowerRow r, Figure figure) {
    String system = r.run().substring(0, r.run().indexOf('/'));
    PublishedRow row =
        PublishedSystems.load(system).rows().stream()
            .filter(p -> p.name().equals(r.row()))
            .findFirst()
            .orElseThrow();
    assertThat(row.value()).as(r.name()).isEqualTo(r.publishedW());
    assertThat(row.figure()).as(r.name()).isEqualTo(figure);
    assertThat(r.run()).isEqualTo(system + "/" + row.run());
  }

  /** Parts of a chip add up to the whole that is tested with it. */
  @Test
  void partsAddUp() {
    for (String chip : List.of("TIE-28", "EIE-45")) {
      double parts = 0;
      double total = 0;
      double predicted = 0;
      for (LeftOut r : ChipPower.chosen().rows()) {
        if (r.row().group().equals(chip)) {
          boolean whole = r.row().measures().equals("total");
          assertThat(r.use()).isEqualTo(whole ? LeftOut.Use.PARTS : LeftOut.Use.CALIBRATION);
          assertThat(!whole || r.withoutRowW() == r.withoutGroupW()).isTrue();
          total += whole ? r.row().publishedW() : 0;
          parts += whole ? 0 : r.row().publishedW();
          predicted += (whole ? 1 : -1) * r.fittedW();
        }
      }
      assertThat(parts).as(chip).isCloseTo(total, within(2e-3 * total));
      assertThat(predicted).as("leakage of " + chip).isBetween(0.0, 0.005 * total);
    }
  }

  /** The element by hand: 45 nm HP at 0.9 V is where the arithmetic's table stands. */
  @Test
  void eieElementByHand() {
    Map<String, Double> w = EieElement.watts();
    double entriesPerCycle = 11.7 / 12.2;
    assertThat(w.get("logic"))
        .isCloseTo(
            entriesPerCycle * 0.8e-3 * (256 * (0.2 / 64 + 3.1 / 1024) / 2 + 0.05 + 6 * 0.03 / 8),
            within(1e-8));
    assertThat(EieElement.weightReads())
        .isCloseTo(11.7 * 800 / 8 + 4096 * 0.353 * 7 / 8, within(1e-6));
    int bits = 128 * 16 + 8 * 28 + 70 + 64 + 32;
    double register = w.get("clock") / (0.8e-3 * bits);
    double updates =
        entriesPerCycle * 70
            + EieElement.weightReads() * 64 / (12.2 * 800)
            + 4096 * 0.353 / (12.2 * 800) * 60;
    assertThat(register).isBetween(0.009, 0.012);
    assertThat(w.get("registers")).isCloseTo(updates * register * 0.8e-3, within(1e-9));
  }

  /** A chosen form is not beaten clearly by one with as few parameters or fewer. */
  @Test
  void chosenFormsPredictOtherSystemsAsWellAsAny() {
    for (List<PowerModel> forms : List.of(BoardPower.forms(), ChipPower.forms())) {
      PowerModel chosen = forms.get(forms.size() - 1);
      for (PowerModel other : forms) {
        assertThat(chosen.rmsWithoutGroup())
            .as("%s beside %s", chosen.name(), other.name())
            .isLessThan(1.1 * other.rmsWithoutGroup());
      }
    }
  }

  /** Rows that the fit has seen say so beside our figure. */
  @Test
  void figuresSayWhetherTheyWereFitted() {
    List<Reproduced> rows = Reproduction.of(PublishedSystems.NAMES).rows();
    assertThat(note(rows, "ese", "board power")).startsWith("power is in the calibration; 28.7 W");
    assertThat(note(rows, "bbs", "PTB 128-256-256: board power"))
        .startsWith("power is a test of the calibration");
    assertThat(note(rows, "tie", "power")).startsWith("power is in the calibration");
    assertThat(note(rows, "hcgs", "2 layers (TIMIT), best: effective TOPS/W"))
        .startsWith("power is a test");
    assertThat(note(rows, "ese", "DSP")).isNull();
    assertThat(note(rows, "e-rnn", "over C-LSTM: frames/s/W, LSTM k=8"))
        .startsWith("power is in the calibration")
        .contains("; below: power is in the calibration");
  }

  private static String note(List<Reproduced> rows, String system, String name) {
    return rows.stream()
        .filter(r -> r.system().equals(system) && r.row().name().equals(name))
        .findFirst()
        .orElseThrow()
        .calibration();
  }

  private static LeftOut left(PowerModel model, PowerRow row) {
    return model.rows().stream()
        .filter(r -> r.row().name().equals(row.name()))
        .findFirst()
        .orElseThrow();
  }
}
