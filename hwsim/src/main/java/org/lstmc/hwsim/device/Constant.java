package org.lstmc.hwsim.device;

/**
 * A figure with its provenance; its unit is in its key.
 *
 * @param value the figure
 * @param origin {@code datasheet}, {@code measured}, {@code recalled}, {@code derived}, {@code
 *     fitted} on published rows or {@code assumed}
 * @param source where it comes from, in words
 * @param confidence {@code high}, {@code medium} or {@code low}
 */
public record Constant(double value, String origin, String source, String confidence) {}
