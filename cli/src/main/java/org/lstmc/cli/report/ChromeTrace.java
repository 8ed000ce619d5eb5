package org.lstmc.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.hwsim.UnitTrace;

/**
 * Intervals of a machine's units and memories as a Chrome trace ("Trace Event Format", complete
 * events): units are threads of process 1, memories of process 2; what a unit waits for lies
 * between its work in grey. Times in microseconds at the machine's clock, cycles beside them.
 */
public final class ChromeTrace implements UnitTrace {
  private static final int UNITS = 1;
  private static final int MEMORIES = 2;

  private final double clockMhz;
  private final String machine;
  private final ArrayNode events = ManifestJson.MAPPER.createArrayNode();
  private final Map<String, Integer> units = new LinkedHashMap<>();
  private final Map<String, Integer> memories = new LinkedHashMap<>();
  private int intervals;

  /** An empty trace of a machine at that clock. */
  public ChromeTrace(String machine, double clockMhz) {
    this.machine = machine;
    this.clockMhz = clockMhz;
  }

  @Override
  public void interval(String unit, String what, long from, long to) {
    event(UNITS, track(units, unit), "work", what, from, to);
  }

  @Override
  public void stall(String unit, String cause, long from, long to) {
    if (to > from) {
      event(UNITS, track(units, unit), "stall", cause, from, to).put("cname", "grey");
    }
  }

  @Override
  public void memory(String memory, String what, long from, long to) {
    event(MEMORIES, track(memories, memory), "memory", what, from, to);
  }

  private static int track(Map<String, Integer> tracks, String name) {
    return tracks.computeIfAbsent(name, n -> tracks.size() + 1);
  }

  private ObjectNode event(int process, int track, String kind, String what, long from, long to) {
    ObjectNode event = events.addObject();
    event.put("name", what).put("cat", kind).put("ph", "X");
    event.put("ts", from / clockMhz).put("dur", (to - from) / clockMhz);
    event.put("pid", process).put("tid", track);
    event.putObject("args").put("firstCycle", from).put("cycles", to - from);
    intervals++;
    return event;
  }

  /** Intervals so far. */
  public int size() {
    return intervals;
  }

  /** Writes the document. */
  public void write(Path file) {
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.put("displayTimeUnit", "ns");
    ArrayNode all = root.putArray("traceEvents");
    names(all, UNITS, machine + ": units", units);
    if (!memories.isEmpty()) {
      names(all, MEMORIES, machine + ": memories", memories);
    }
    all.addAll(events);
    AtomicFile.write(file, ManifestJson.bytes(root));
  }

  private static void names(ArrayNode all, int process, String title, Map<String, Integer> tracks) {
    meta(all, process, 0, "process_name").put("name", title);
    tracks.forEach(
        (name, track) -> {
          meta(all, process, track, "thread_name").put("name", name);
          meta(all, process, track, "thread_sort_index").put("sort_index", track);
        });
  }

  private static ObjectNode meta(ArrayNode all, int process, int track, String what) {
    ObjectNode e = all.addObject();
    e.put("name", what).put("ph", "M").put("pid", process).put("tid", track);
    return e.putObject("args");
  }
}
