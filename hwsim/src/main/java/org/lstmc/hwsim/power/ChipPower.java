package org.lstmc.hwsim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Power of chips: bottom-up energies of memories, arithmetic and registers, and the clock of all
 * registers, times what all chips share. Several forms are fitted; chips use {@link #chosen}, the
 * others stand beside it so that the choice can be judged. No chip has a calibration of its own.
 */
public final class ChipPower {
  /** What rows about a whole chip measure. */
  public static final String TOTAL = "total";

  /** Name of the factor that all chips share. */
  public static final String ENERGY = "energy";

  /**
   * Of the energy of a register bit that changes, what the clock takes in every cycle whether it
   * changes or not: half, an assumption that is not fitted in the chosen form.
   */
  public static final double CLOCK_SHARE = 0.5;

  /** Factor by which a part is expected to be off with the right parameters. */
  private static final double SCATTER = 1.65;

  private static final double WITHIN = 2;
  private static final String MEMORY = "memory";
  private static final String LOGIC = "logic";
  private static final String REGISTERS = "registers";
  private static final String CLOCK = "clock";
  private static final List<String> PARTS = List.of(MEMORY, LOGIC, REGISTERS, CLOCK);

  /**
   * What multiplies the parts.
   *
   * @param clock simulated watts that stand for the clock: all registers', or those that change
   * @param share of them that it takes without any fit
   */
  private record Form(String name, List<Parameter> parameters, String clock, double share) {}

  private static final class Found {
    static final PowerRecord RECORD = PowerRecord.load();
    static final Map<String, Map<String, Double>> SIMULATED = PowerRecord.simulated();
    static final List<PowerModel> FORMS =
        List.of(
            of(new Form("bottom-up, nothing fitted", List.of(), CLOCK, CLOCK_SHARE)),
            of(new Form("a factor a part, clock of registers that change", aPart(), REGISTERS, 1)),
            of(new Form("a factor a part, clock of all registers", aPart(), CLOCK, CLOCK_SHARE)),
            of(
                new Form(
                    "one factor for all parts",
                    List.of(new Parameter(ENERGY, 1, WITHIN)),
                    CLOCK,
                    CLOCK_SHARE)));
  }

  private ChipPower() {}

  /** One factor for all: fitting the parts apart predicts a chip that was left out no better. */
  public static PowerModel chosen() {
    return Found.FORMS.get(Found.FORMS.size() - 1);
  }

  /** Every form that was tried, the chosen one last. */
  public static List<PowerModel> forms() {
    return Found.FORMS;
  }

  private static List<Parameter> aPart() {
    return PARTS.stream().map(p -> new Parameter(p, 1, WITHIN)).toList();
  }

  private static PowerModel of(Form form) {
    List<Observation> rows = new ArrayList<>();
    for (PowerRow r : Found.RECORD.chips()) {
      rows.add(
          new Observation(
              r.name(),
              r.group(),
              r.measures(),
              r.publishedW(),
              r.calibration(),
              r.source(),
              terms(form, r)));
    }
    return PowerModel.of(form.name(), form.parameters(), SCATTER, rows);
  }

  private static List<Term> terms(Form form, PowerRow r) {
    Map<String, Double> watts = r.run() == null ? EieElement.watts() : Found.SIMULATED.get(r.run());
    boolean whole = !PARTS.contains(r.measures());
    List<Term> terms = new ArrayList<>();
    for (String part : whole ? PARTS : List.of(r.measures())) {
      double bottomUp =
          part.equals(CLOCK) ? form.share() * watts.get(form.clock()) : watts.get(part);
      terms.add(
          new Term(
              bottomUp,
              form.parameters().stream()
                  .map(Parameter::name)
                  .filter(p -> p.equals(part) || p.equals(ENERGY))
                  .toList()));
    }
    if (whole) {
      terms.add(Term.of(watts.get("static")));
    }
    return terms;
  }
}
