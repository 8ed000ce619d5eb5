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
 * Intervals of a machine's units as a Chrome trace ("Trace Event Format", complete events), a unit
 * a track; times in microseconds at the machine's clock, cycles beside them.
 */
public final class ChromeTrace implements UnitTrace {
  private final double clockMhz;
  private final ArrayNode events = ManifestJson.MAPPER.createArrayNode();
  private final Map<String, Integer> tracks = new LinkedHashMap<>();
  private int intervals;

  /** An empty trace of a machine at that clock. */
  public ChromeTrace(double clockMhz) {
    this.clockMhz = clockMhz;
  }

  @Override
  public void interval(String unit, String what, long from, long to) {
    int track = tracks.computeIfAbsent(unit, u -> tracks.size() + 1);
    ObjectNode event = events.addObject();
    event.put("name", what).put("cat", unit).put("ph", "X");
    event.put("ts", from / clockMhz).put("dur", (to - from) / clockMhz);
    event.put("pid", 1).put("tid", track);
    event.putObject("args").put("firstCycle", from).put("cycles", to - from);
    intervals++;
  }

  /** Intervals so far. */
  public int size() {
    return intervals;
  }

  /** Writes the document. */
  public void write(Path file) {
    tracks.forEach(
        (unit, track) -> {
          ObjectNode name = events.addObject();
          name.put("name", "thread_name").put("ph", "M").put("pid", 1).put("tid", track);
          name.putObject("args").put("name", unit);
        });
    ObjectNode root = ManifestJson.MAPPER.createObjectNode();
    root.put("displayTimeUnit", "ns");
    root.set("traceEvents", events);
    AtomicFile.write(file, ManifestJson.bytes(root));
  }
}
