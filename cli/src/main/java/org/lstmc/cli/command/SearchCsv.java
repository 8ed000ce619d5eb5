package org.lstmc.cli.command;

import java.util.Locale;
import org.lstmc.core.compress.search.SearchResult;
import org.lstmc.core.compress.search.SearchTrial;

/** The path of a search as a table for machines. */
final class SearchCsv {
  private SearchCsv() {}

  static String of(SearchResult result) {
    StringBuilder s = new StringBuilder("path,ratioWx,ratioWh,achieved,score,epochs,startFrom\n");
    for (SearchTrial t : result.trials()) {
      s.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%s,%d,%s\n",
              t.path(),
              t.ratioWx(),
              t.ratioWh(),
              t.achieved(),
              t.score(),
              t.epochs(),
              t.startFrom()));
    }
    return s.toString();
  }
}
