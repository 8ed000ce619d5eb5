package org.lstmc.core.compress.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;

/**
 * The path a search took.
 *
 * @param options what was asked
 * @param trials all trials, in the order they were run
 * @param best the best trial at the target sparsity (the earlier of equals)
 * @param stops why each path ended, in order
 * @param epochsSpent epochs of all trials, those taken from an earlier run included
 */
public record SearchResult(
    SearchOptions options,
    List<SearchTrial> trials,
    SearchTrial best,
    Map<String, String> stops,
    int epochsSpent) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Scores by key, to resume from. */
  public Map<String, Double> scores() {
    Map<String, Double> scores = new LinkedHashMap<>();
    trials.forEach(t -> scores.put(t.key(), t.score()));
    return scores;
  }

  /** The path as a table for the eye; the best trial is starred. */
  public String table() {
    StringBuilder s = new StringBuilder();
    s.append("  path    ratioWx   ratioWh  achieved         score  epochs  from\n");
    for (SearchTrial t : trials) {
      s.append(
          String.format(
              Locale.ROOT,
              "%s %-6s %8.4f  %8.4f  %8.4f  %12.6g  %6d  %s\n",
              t.equals(best) ? "*" : " ",
              t.path(),
              t.ratioWx(),
              t.ratioWh(),
              t.achieved(),
              t.score(),
              t.epochs(),
              t.startFrom()));
    }
    stops.forEach((path, why) -> s.append(path).append(" ended: ").append(why).append('\n'));
    return s.append(
            String.format(
                Locale.ROOT,
                "best: ratioWx %.4f, ratioWh %.4f, score %.6g; %d of %d epochs spent\n",
                best.ratioWx(),
                best.ratioWh(),
                best.score(),
                epochsSpent,
                options.budgetEpochs()))
        .toString();
  }

  /** As JSON, which {@link #fromJson} reads. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this).replace(System.lineSeparator(), "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a search result is always writable", e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static SearchResult fromJson(String json) {
    try {
      return JSON.readValue(json, SearchResult.class);
    } catch (JsonProcessingException e) {
      throw LstmcException.badInput(
          "this is not a search result: %s; start the search anew", e.getOriginalMessage(), e);
    }
  }
}
