package org.lstmc.hwsim.published;

import java.util.List;
import java.util.Map;

/**
 * What the papers of one system print.
 *
 * @param system its name, as commands take it
 * @param citation the publication
 * @param runs designs by name
 * @param rows printed figures, in the order of pages
 */
public record PublishedSystem(
    String system, String citation, Map<String, PublishedRun> runs, List<PublishedRow> rows) {}
