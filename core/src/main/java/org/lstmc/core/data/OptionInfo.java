package org.lstmc.core.data;

/**
 * One option of a data format.
 *
 * @param name as the user writes it
 * @param defaultValue what holds when it is not given; null when it follows from elsewhere, as the
 *     description says
 * @param description one line: meaning, unit, allowed values
 */
public record OptionInfo(String name, String defaultValue, String description) {}
