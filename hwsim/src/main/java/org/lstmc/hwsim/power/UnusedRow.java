package org.lstmc.hwsim.power;

/**
 * A published power that neither calibrates nor tests a model.
 *
 * @param name what was measured
 * @param publishedW as printed
 * @param why it is not used
 */
public record UnusedRow(String name, double publishedW, String why) {}
