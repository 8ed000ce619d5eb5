package org.lstmc.hwsim.ese;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.serial.SerialResources;

/**
 * What the user fixes about the machine; defaults are the paper's where it says, see {@link
 * EseAccelerator}.
 *
 * @param channels channels, each with a sequence of its own
 * @param pes processing elements of a channel
 * @param queue depth of an activation queue
 * @param lanes cells a cycle of a channel's element-wise unit
 * @param xWords words of x of a channel that arrive in a cycle
 * @param emptyColumn cycles of an element on a column without an entry
 * @param unexplained share by which a matrix takes longer than simulated
 * @param overheads whether queues, padding, loading and element-wise work are simulated at all
 */
record EseSettings(
    int channels,
    int pes,
    int queue,
    int lanes,
    int xWords,
    int emptyColumn,
    double unexplained,
    boolean overheads) {
  static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "channels", "channels, each with a sequence of its own",
              "dsp", "DSP blocks that may be used: fewer channels where they do not suffice",
              "pes", "processing elements of a channel",
              "queue", "depth of an activation queue",
              "lanes", "cells a cycle of the element-wise unit",
              "xwords", "words of x a cycle and channel",
              "emptycolumn", "cycles on a column without an entry (0 or 1)",
              "unexplained", "share by which a matrix takes longer than simulated",
              "overheads", "simulated or none (kept weights alone, evenly shared)"));

  /** The settings for a workload: as many channels as asked for, or as the DSP blocks allow. */
  static EseSettings of(MachineOptions o, Workload w) {
    EseSettings s = of(o);
    int dsp = o.integer("dsp", 1, 1_000_000, Integer.MAX_VALUE);
    int channel =
        s.pes * SerialResources.dspPerMultiplier(w) + s.lanes * SerialResources.dspPerLane(w);
    if (dsp < channel) {
      throw LstmcException.unsupported(
          "a channel of ese with %d elements and %d lanes takes %d DSP, allowed are %d; set fewer"
              + " elements (--set pes=N)",
          s.pes, s.lanes, channel, dsp);
    }
    return new EseSettings(
        Math.min(s.channels, dsp / channel),
        s.pes,
        s.queue,
        s.lanes,
        s.xWords,
        s.emptyColumn,
        s.unexplained,
        s.overheads);
  }

  static EseSettings of(MachineOptions o) {
    o.requireKnown("ese", KNOWN);
    String overheads = o.settings().getOrDefault("overheads", "simulated");
    if (!overheads.equals("simulated") && !overheads.equals("none")) {
      throw LstmcException.usage("setting overheads=%s: allowed are simulated and none", overheads);
    }
    return new EseSettings(
        o.integer("channels", 1, 1024, 32),
        o.integer("pes", 1, 1024, 32),
        o.integer("queue", 1, 4096, 8),
        o.integer("lanes", 1, 1024, 2),
        o.integer("xwords", 1, 1024, 4),
        o.integer("emptycolumn", 0, 1, 1),
        o.number("unexplained", 0, 10, 0),
        overheads.equals("simulated"));
  }
}
