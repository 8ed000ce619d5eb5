package org.lstmc.hwsim.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Power of FPGA boards: what the chip and its DRAM draw by the simulated activity, and what the
 * board draws beside. Several forms are fitted; the one that devices use is {@link #chosen}, and
 * the others stand beside it so that the choice can be judged.
 */
public final class BoardPower {
  /** What these rows measure. */
  public static final String BOARD = "board";

  /** Factor by which a board is expected to be off with the right parameters. */
  private static final double SCATTER = 1.22;

  private static final Parameter OFFSET = new Parameter("offset W", 10, 2);
  private static final Parameter DYNAMIC = new Parameter("dynamic", 1, 2);
  private static final Parameter DRAM = new Parameter("dram", 1, 2);
  private static final double BOARD_WITHIN = 1.5;

  /** All forms, each fitted once. */
  private static final class Found {
    static final PowerRecord RECORD = PowerRecord.load();
    static final Map<String, Map<String, Double>> SIMULATED = PowerRecord.simulated();
    static final List<PowerModel> FORMS = BoardPower.fitted();
  }

  private BoardPower() {}

  /** An offset for each board: the form with the fewest parameters among the best predictors. */
  public static PowerModel chosen() {
    return Found.FORMS.get(Found.FORMS.size() - 1);
  }

  /** Every form that was tried, the chosen one last. */
  public static List<PowerModel> forms() {
    return Found.FORMS;
  }

  /**
   * What a board draws beside the chip in W, as fitted.
   *
   * @param device name of the board's device; one without published rows gets the common offset
   */
  public static double offsetW(String device) {
    Map<String, Double> values = chosen().fitted().values();
    return values.get(OFFSET.name()) * values.getOrDefault(device, 1.0);
  }

  private static List<PowerModel> fitted() {
    List<Parameter> boards = new ArrayList<>();
    for (String b : new TreeSet<>(Found.RECORD.boards().stream().map(PowerRow::board).toList())) {
      boards.add(new Parameter(b, 1, BOARD_WITHIN));
    }
    List<PowerModel> forms = new ArrayList<>();
    forms.add(form("10 W beside the chip, nothing fitted", List.of(), r -> List.of(), List.of()));
    Function<PowerRow, List<String>> common = r -> List.of(OFFSET.name());
    Function<PowerRow, List<String>> each = r -> List.of(OFFSET.name(), r.board());
    forms.add(form("one offset for all boards", List.of(OFFSET), common, List.of()));
    forms.add(
        form(
            "one offset for all, a factor on dynamic energy",
            List.of(OFFSET, DYNAMIC),
            common,
            List.of(DYNAMIC)));
    List<Parameter> all = new ArrayList<>(boards);
    all.add(0, OFFSET);
    all.add(DYNAMIC);
    forms.add(form("an offset a board, a factor on dynamic energy", all, each, List.of(DYNAMIC)));
    all = new ArrayList<>(boards);
    all.add(0, OFFSET);
    all.add(DRAM);
    forms.add(form("an offset a board, a factor on DRAM energy", all, each, List.of(DRAM)));
    all = new ArrayList<>(boards);
    all.add(0, OFFSET);
    forms.add(form("an offset a board", all, each, List.of()));
    return List.copyOf(forms);
  }

  private static PowerModel form(
      String name,
      List<Parameter> parameters,
      Function<PowerRow, List<String>> offset,
      List<Parameter> onEnergy) {
    List<Observation> rows = new ArrayList<>();
    for (PowerRow r : Found.RECORD.boards()) {
      Map<String, Double> watts = Found.SIMULATED.get(r.run());
      List<String> beside = offset.apply(r);
      rows.add(
          new Observation(
              r.name(),
              r.group(),
              r.measures(),
              r.publishedW(),
              r.calibration(),
              r.source(),
              List.of(
                  new Term(beside.isEmpty() ? OFFSET.prior() : 1, beside),
                  Term.of(watts.get("static")),
                  new Term(watts.get("dynamic"), names(onEnergy, DYNAMIC)),
                  new Term(watts.get("dram"), names(onEnergy, DYNAMIC, DRAM)))));
    }
    return PowerModel.of(name, parameters, SCATTER, rows);
  }

  private static List<String> names(List<Parameter> used, Parameter... of) {
    return List.of(of).stream().filter(used::contains).map(Parameter::name).toList();
  }
}
