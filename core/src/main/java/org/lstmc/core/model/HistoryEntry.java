package org.lstmc.core.model;

import java.util.List;
import java.util.Map;

/**
 * One step in a model's life.
 *
 * @param command the command, such as {@code prune}
 * @param arguments what the user gave, sorted, without what only concerns files, reports and speed
 * @param options its effective options, defaults included, sorted by name
 * @param seed seed of everything random in it
 * @param threads threads of the training engine (results depend on it); 0 where they do not
 * @param toolVersion version of lstmc
 * @param parent SHA-256 of the manifest it started from; null for the first step
 * @param inputs SHA-256 of other files read, by name as the user gave it
 * @param notes what the step found out (search path, calibration, ...), free text, may be null
 */
public record HistoryEntry(
    String command,
    List<String> arguments,
    Map<String, String> options,
    long seed,
    int threads,
    String toolVersion,
    String parent,
    Map<String, String> inputs,
    String notes) {}
