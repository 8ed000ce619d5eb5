package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.compress.hcgs.BlockLevels;

/** What a picture shows is what the simulation counts, of every machine. */
class UnitTraceTest {
  /** A machine, a network that it runs, and how it is built. */
  record Case(String machine, String shape, Workload workload, MachineOptions options) {
    Accelerator accelerator() {
      return Accelerators.byName(machine);
    }

    @Override
    public String toString() {
      return machine + " " + shape + " " + options.settings();
    }
  }

  private static final int STEPS = 3;

  /** Beyond the steps in which buffers fill. */
  private static final int SETTLED = 100;

  static List<Case> cases() {
    MachineOptions o = MachineOptions.DEFAULT;
    MachineOptions alone = o.with("streams", 1);
    ShapeRatios sparse = ShapeRatios.uniform(0.5);
    ShapeRatios blocks = ShapeRatios.circulant(4);
    List<Case> all = new ArrayList<>();
    all.add(of("brds", "lstm:16,32x2,p12,peep", sparse, o));
    all.add(of("brds", "lstm:70,24", sparse, o.with("lead", 2).with("rx", 1).with("rh", 4)));
    all.add(of("brds", "lstm:9000,60", ShapeRatios.uniform(0), o.withStream(true)));
    all.add(of("c-lstm", "lstm:16,32x2,p12,peep", blocks, alone));
    all.add(of("e-rnn", "lstm:16,32,p12", blocks, alone));
    all.add(
        of("e-rnn", "gru-reset-before:300,16x2", blocks, alone.with("pe", 2).with("xwords", 1)));
    all.add(of("hcgs", "lstm:60,32x2", ShapeRatios.hcgs(new BlockLevels(16, 4, 2, 2)), o));
    all.add(
        of(
            "hcgs",
            "lstm:40,32",
            ShapeRatios.hcgs(new BlockLevels(8, 4, 1, 2)),
            o.with("accumulators", 1).with("refill", 1).with("cellcycles", 9)));
    for (String serial : new String[] {"ese", "bbs", "dense", "systolic"}) {
      all.add(of(serial, "lstm:16,32x2,p12,peep", sparse, o));
      all.add(of(serial, "lstm:16,64", sparse, o.withStream(true)));
    }
    String images = "12x12x3:8C3-MP2-8C3p1-AP2-16-5";
    MachineOptions single = o.with("batch", 1);
    all.add(of("swm", images, ShapeRatios.images(0, 4, 8, 0), single));
    all.add(of("swm", images, ShapeRatios.images(), single.with("lanes", 1)));
    all.add(of("swm", images, ShapeRatios.images(4), single.with("imagewords", 1)));
    all.add(of("swm-asic", images, ShapeRatios.images(4), single));
    for (String tensor : new String[] {"tie", "fdht"}) {
      for (String access : new String[] {"conflict-free", "row-major"}) {
        for (boolean fully : new boolean[] {false, true}) {
          int in = fully ? 4 * 6 * 4 : 4 * 4 * 4;
          String form = "tt:4," + in / 16 + ",4:8,4,4:3";
          Workload w =
              Workload.ofShape(
                  "lstm:64,32", TensorShape.form(form, fully), ShapeRatios.uniform(0), STEPS);
          MachineOptions how = o.with("access", access).with("framewords", 5).with("banks", 16);
          all.add(new Case(tensor, form, w, how));
        }
      }
    }
    return all;
  }

  private static Case of(String machine, String shape, ShapeRatios r, MachineOptions o) {
    return new Case(machine, shape, Workload.ofShape(shape, r, STEPS), o);
  }

  /** Cycles by unit and what they were spent on; work under "". */
  private static final class Sums implements UnitTrace {
    final Map<String, Map<String, Long>> units = new HashMap<>();
    final Map<String, Long> memories = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();
    long last;

    @Override
    public void interval(String unit, String what, long from, long to) {
      assertThat(what).isNotBlank();
      add(unit, "", from, to);
      last = Math.max(last, to);
    }

    @Override
    public void stall(String unit, String cause, long from, long to) {
      add(unit, cause, from, to);
    }

    @Override
    public void memory(String memory, String what, long from, long to) {
      assertThat(to).as(memory).isGreaterThanOrEqualTo(from);
      memories.merge(memory, to - from, Long::sum);
      last = Math.max(last, to);
    }

    private void add(String unit, String cause, long from, long to) {
      assertThat(from).as(unit).isNotNegative();
      assertThat(to).as("%s: %s", unit, cause).isGreaterThanOrEqualTo(from);
      if (!unit.contains("pipeline") && !unit.contains(":") && !unit.equals("selector")) {
        // A unit does, or waits for, one thing at a time.
        assertThat(from)
            .as("%s: %s", unit, cause)
            .isGreaterThanOrEqualTo(ends.getOrDefault(unit, 0L));
        ends.put(unit, to);
      }
      units.computeIfAbsent(unit, u -> new HashMap<>()).merge(cause, to - from, Long::sum);
    }

    long of(String unit, String cause) {
      return units.getOrDefault(unit, Map.of()).getOrDefault(cause, 0L);
    }
  }

  private static Sums trace(Case c, int steps) {
    Sums s = new Sums();
    c.accelerator().trace(c.workload(), c.options(), steps, s);
    return s;
  }

  @Test
  void noMachineIsWithoutATrace() {
    Set<String> traced = new HashSet<>();
    cases().forEach(c -> traced.add(c.machine()));
    assertThat(Accelerators.all()).extracting(Accelerator::name).allMatch(traced::contains);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLastEventEndsTheCycles(Case c) {
    Simulation s = c.accelerator().simulate(c.workload(), c.options());
    assertThat(trace(c, 1).last).isEqualTo(s.firstStepCycles());
    assertThat(trace(c, STEPS).last).isEqualTo(s.totalCycles());
  }

  /** One more step adds to every unit what the report says of a steady step: work and waits. */
  @ParameterizedTest
  @MethodSource("cases")
  void aStepMoreIsASteadyStep(Case c) {
    Simulation s = c.accelerator().simulate(c.workload(), c.options());
    Sums before = trace(c, SETTLED);
    Sums after = trace(c, SETTLED + 1);
    assertThat(after.memories).isNotEmpty();
    for (UnitUse u : s.units()) {
      assertThat(after.units).containsKey(u.unit());
      Set<String> causes = new HashSet<>(after.units.get(u.unit()).keySet());
      double traced = 0;
      double idle = 0;
      for (String cause : causes) {
        long cycles = after.of(u.unit(), cause) - before.of(u.unit(), cause);
        traced += cycles;
        if (!cause.isEmpty()) {
          idle += cycles;
          assertThat((double) cycles)
              .as("%s: %s", u.unit(), cause)
              .isCloseTo(u.stallCycles().get(cause), within(1e-6));
        }
      }
      double report = u.busyCycles();
      for (double stall : u.stallCycles().values()) {
        report += stall;
      }
      assertThat(traced).as(u.unit()).isCloseTo(report, within(1e-6));
      assertThat(traced - idle).as(u.unit()).isGreaterThanOrEqualTo(u.busyCycles() - 1e-6);
    }
  }
}
