package org.lstmc.hwsim.power;

/**
 * A factor that a fit may move.
 *
 * @param name its name
 * @param prior what is believed without any row, above 0
 * @param within by which factor, up or down, it is believed to be off (one standard deviation of
 *     its logarithm), above 1
 */
public record Parameter(String name, double prior, double within) {}
