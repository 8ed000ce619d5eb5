package org.lstmc.hwsim.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.device.Constant;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.power.CalibrationNote;

/**
 * The published record held against the simulator. Each design is simulated once.
 *
 * @param systems the records
 * @param rows every printed figure, in the order of systems and of their files
 * @param runs the simulated designs by {@code system/name}
 */
public record Reproduction(
    List<PublishedSystem> systems, List<Reproduced> rows, Map<String, Simulated> runs) {
  /** A design and what the simulator says of it; the workload is null of a product alone. */
  public record Simulated(PublishedRun run, Workload workload, Simulation simulation) {
    /** What the device or chip is made of, each constant with its origin. */
    public Map<String, Constant> constants() {
      String device = simulation.device();
      return Chips.BUILT_IN.contains(device)
          ? Chips.load(device).constants()
          : Devices.load(device).constants();
    }
  }

  /** Simulates every design that a row of these systems names. */
  public static Reproduction of(List<String> names) {
    Map<String, Simulated> runs = new TreeMap<>();
    List<PublishedSystem> systems = new ArrayList<>();
    List<Reproduced> rows = new ArrayList<>();
    for (String name : names) {
      PublishedSystem system = PublishedSystems.load(name);
      systems.add(system);
      for (PublishedRow row : system.rows()) {
        rows.add(reproduced(name, row, runs));
      }
    }
    return new Reproduction(List.copyOf(systems), List.copyOf(rows), runs);
  }

  private static Reproduced reproduced(
      String system, PublishedRow row, Map<String, Simulated> runs) {
    if (row.run() == null) {
      return new Reproduced(system, row, null, null, null);
    }
    double ours = figure(system, row.run(), row.figure(), runs);
    if (row.over() != null) {
      Figure below = row.overFigure() == null ? row.figure() : row.overFigure();
      ours /= figure(system, row.over(), below, runs);
    }
    if (row.overValue() != null) {
      ours /= row.overValue();
    }
    return new Reproduced(
        system, row, ours, 100 * (ours / row.value() - 1), calibration(system, row));
  }

  private static String calibration(String system, PublishedRow row) {
    Figure below = row.overFigure() == null ? row.figure() : row.overFigure();
    List<String> notes = new ArrayList<>();
    note(system, row.run(), row.figure(), notes);
    note(system, row.over(), below, notes);
    return notes.isEmpty() ? null : String.join("; below: ", notes);
  }

  private static void note(String system, String run, Figure figure, List<String> notes) {
    String note =
        run == null || figure.ofBoard() == null
            ? null
            : CalibrationNote.of(key(system, run), figure.ofBoard());
    if (note != null) {
      notes.add(note);
    }
  }

  private static String key(String system, String run) {
    return run.contains("/") ? run : system + "/" + run;
  }

  private static double figure(
      String system, String run, Figure figure, Map<String, Simulated> runs) {
    String key = key(system, run);
    Simulated simulated = runs.get(key);
    if (simulated == null) {
      simulated = simulate(key);
      runs.put(key, simulated);
    }
    return figure.of(simulated.workload(), simulated.simulation());
  }

  private static Simulated simulate(String key) {
    int slash = key.indexOf('/');
    PublishedRun run =
        PublishedSystems.load(key.substring(0, slash)).runs().get(key.substring(slash + 1));
    if (run == null) {
      throw new IllegalStateException("no published run '" + key + "'");
    }
    return run.simulate();
  }

  /** How many rows of a system lie in each band. */
  public Map<Reproduced.Band, Long> summary(String system) {
    Map<Reproduced.Band, Long> counts = new TreeMap<>();
    for (Reproduced.Band band : Reproduced.Band.values()) {
      counts.put(
          band, rows.stream().filter(r -> r.system().equals(system) && r.band() == band).count());
    }
    return counts;
  }
}
