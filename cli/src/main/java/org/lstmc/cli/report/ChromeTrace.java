package org.lstmc.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.hwsim.UnitTrace;

/**
 * Intervals of a machine's units and memories as a Chrome trace ("Trace Event Format", complete
 * events): units are threads of process 1, memories of process 2; what a unit waits for lies
 * between its work in grey. Viewers want the events of a thread beside or inside one another, so a
 * pipeline that holds several things at once has a thread for each. Times in microseconds at the
 * machine's clock, cycles beside them.
 */
public final class ChromeTrace implements UnitTrace {
  private static final int UNITS = 1;
  private static final int MEMORIES = 2;

  private final double clockMhz;
  private final String machine;
  private final Map<String, List<Event>> units = new LinkedHashMap<>();
  private final Map<String, List<Event>> memories = new LinkedHashMap<>();
  private int intervals;

  private record Event(String kind, String what, long from, long to) {}

  /** An empty trace of a machine at that clock. */
  public ChromeTrace(String machine, double clockMhz) {
    this.machine = machine;
    this.clockMhz = clockMhz;
  }

  @Override
  public void interval(String unit, String what, long from, long to) {
    add(units, unit, new Event("work", what, from, to));
  }

  @Override
  public void stall(String unit, String cause, long from, long to) {
    add(units, unit, new Event("stall", cause, from, to));
  }

  @Override
  public void memory(String memory, String what, long from, long to) {
    add(memories, memory, new Event("memory", what, from, to));
  }

  private void add(Map<String, List<Event>> tracks, String name, Event e) {
    if (e.to() > e.from()) {
      tracks.computeIfAbsent(name, n -> new ArrayList<>()).add(e);
      intervals++;
    }
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
    write(all, UNITS, machine + ": units", units);
    write(all, MEMORIES, machine + ": memories", memories);
    AtomicFile.write(file, ManifestJson.bytes(root));
  }

  private void write(ArrayNode all, int process, String title, Map<String, List<Event>> tracks) {
    meta(all, process, 0, "process_name").put("name", title);
    int thread = 0;
    for (Map.Entry<String, List<Event>> track : tracks.entrySet()) {
      List<List<Event>> lanes = lanes(track.getValue());
      for (int i = 0; i < lanes.size(); i++) {
        thread++;
        String name = track.getKey() + (i == 0 ? "" : " (" + (i + 1) + ")");
        meta(all, process, thread, "thread_name").put("name", name);
        meta(all, process, thread, "thread_sort_index").put("sort_index", thread);
        for (Event e : lanes.get(i)) {
          event(all.addObject(), process, thread, e);
        }
      }
    }
  }

  /** Events in as few lists as there are at once; in a list one follows the other. */
  private static List<List<Event>> lanes(List<Event> events) {
    List<Event> inOrder = new ArrayList<>(events);
    inOrder.sort(Comparator.comparingLong(Event::from));
    List<List<Event>> lanes = new ArrayList<>();
    for (Event e : inOrder) {
      List<Event> free =
          lanes.stream()
              .filter(l -> l.get(l.size() - 1).to() <= e.from())
              .findFirst()
              .orElseGet(
                  () -> {
                    lanes.add(new ArrayList<>());
                    return lanes.get(lanes.size() - 1);
                  });
      free.add(e);
    }
    return lanes;
  }

  private void event(ObjectNode event, int process, int thread, Event e) {
    event.put("name", e.what()).put("cat", e.kind()).put("ph", "X");
    event.put("ts", e.from() / clockMhz).put("dur", (e.to() - e.from()) / clockMhz);
    event.put("pid", process).put("tid", thread);
    if (e.kind().equals("stall")) {
      event.put("cname", "grey");
    }
    event.putObject("args").put("firstCycle", e.from()).put("cycles", e.to() - e.from());
  }

  private static ObjectNode meta(ArrayNode all, int process, int thread, String what) {
    ObjectNode e = all.addObject();
    e.put("name", what).put("ph", "M").put("pid", process).put("tid", thread);
    return e.putObject("args");
  }
}
