package org.lstmc.hwsim.rtl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
 */
public record Untried(Set<String> growing, Set<String> any) {
  /** Key in {@code design.json}. */
  public static final String KEY = "equivalentConstants";

  /** What a machine puts into its facts under {@link #KEY}. */
  public static Map<String, Object> facts(List<String> growing, List<String> any) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("growing", growing);
    facts.put("any", any);
    return facts;
  }

  static Untried of(Path folder) {
    RtlDescriptor d = RtlDescriptor.read(folder);
    Set<String> growing = new HashSet<>();
    Set<String> any = new HashSet<>();
    for (String design : d.designs()) {
      JsonNode n = d.design(design).path(KEY);
      n.path("growing").forEach(p -> growing.add(p.asText()));
      n.path("any").forEach(p -> any.add(p.asText()));
    }
    return new Untried(growing, any);
  }

  boolean holds(String site, long value, long changed) {
    String parameter = site.replaceAll("#.*", "");
    return any.contains(parameter) || changed > value && growing.contains(parameter);
  }
}
