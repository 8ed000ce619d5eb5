package org.lstmc.hwsim.brds;

import java.util.Locale;
import org.lstmc.hwsim.brds.BrdsTiming.Counter;

/** Says in words what limits a run: the unit that is never free, or what it waits for. */
final class BrdsBound {
  private BrdsBound() {}

  static String of(BrdsDesign d, BrdsTiming t, String stoppedBy) {
    double step = t.cyclesPerStep();
    double dram = t.of(Counter.DRAM_BUSY);
    double x = t.of(Counter.X_BUSY);
    double h = t.of(Counter.H_BUSY) + t.of(Counter.H_PROJECTS);
    double stream = t.of(Counter.STREAM_BUSY);
    double rows = d.schedule().rowsPerStep();
    double dependency = t.of(Counter.H_WAITS_STATE) + t.of(Counter.H_WAITS_HIDDEN);
    double busiest = Math.max(Math.max(x, h), Math.max(stream, dram));
    String head;
    if (dram == busiest) {
      head =
          text(
              "DRAM bandwidth: the weights of a step take %.0f of %.0f cycles; only fewer bits or"
                  + " more bandwidth helps",
              dram, step);
    } else if (stream == busiest) {
      head = text("x stream: %.0f of %.0f cycles; widen it (xwords)", stream, step);
    } else if (busiest == rows) {
      head =
          text(
              "row issue: every row of the four gates already takes a single cycle (%.0f of %.0f);"
                  + " more multipliers would not help",
              rows, step);
    } else {
      head = text("%s multipliers: busy %.0f of %.0f cycles", x > h ? "Wx" : "Wh", busiest, step);
      if (!stoppedBy.isEmpty()) {
        head += "; a faster engine would need " + stoppedBy;
      }
    }
    if (dependency >= 0.1 * step) {
      head +=
          text(
              "; h dependency: %.0f cycles (%.0f %%) pass while h drains through the pipeline",
              dependency, 100 * dependency / step);
    }
    return head;
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
