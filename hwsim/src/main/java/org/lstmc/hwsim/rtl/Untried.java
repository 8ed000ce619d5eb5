package org.lstmc.hwsim.rtl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Constants of a core whose change is no fault, because another machine that computes the same in
 * the same cycles is as good: memories and words that are larger than needed, and choices of what
 * memories are made of. A machine names them in its design's facts.
 *
 * @param growing parameters that may be greater
 * @param any parameters that may take any value
 * @param between parameters, or fields of them such as {@code SHIFTS[3]} (field 0 in the lowest
 *     bits), with the least and the greatest value that they may take
 */
public record Untried(Set<String> growing, Set<String> any, Map<String, long[]> between) {
  /** Key in {@code design.json}. */
  public static final String KEY = "equivalentConstants";

  /** What a machine puts into its facts under {@link #KEY}. */
  public static Map<String, Object> facts(List<String> growing, List<String> any) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("growing", growing);
    facts.put("any", any);
    return facts;
  }

  /** The same for ranges: least and greatest value by parameter or field. */
  public static Map<String, Object> facts(Map<String, List<Long>> between) {
    return Map.of("between", between);
  }

  static Untried of(Path folder) {
    RtlDescriptor d = RtlDescriptor.read(folder);
    Set<String> growing = new HashSet<>();
    Set<String> any = new HashSet<>();
    Map<String, long[]> between = new HashMap<>();
    for (String design : d.designs()) {
      JsonNode n = d.design(design).path(KEY);
      n.path("growing").forEach(p -> growing.add(p.asText()));
      n.path("any").forEach(p -> any.add(p.asText()));
      n.path("between")
          .fields()
          .forEachRemaining(
              f ->
                  between.put(
                      f.getKey(),
                      new long[] {f.getValue().get(0).asLong(), f.getValue().get(1).asLong()}));
    }
    return new Untried(growing, any, between);
  }

  boolean holds(String site, long value, long changed) {
    String parameter = site.replaceAll("\\[.*", "");
    long[] range = between.get(site);
    return any.contains(parameter)
        || changed > value && growing.contains(parameter)
        || range != null && range[0] <= changed && changed <= range[1];
  }
}
