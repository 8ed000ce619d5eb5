package org.lstmc.hwsim.asic;

/**
 * A clock and the voltage that it needs.
 *
 * @param name name in the chip file
 * @param clockMhz clock
 * @param voltageV supply
 * @param origin {@code datasheet}, {@code measured}, {@code recalled}, {@code derived}, {@code
 *     assumed}, or {@code given} by the user
 * @param source where it comes from, in words
 * @param confidence {@code high}, {@code medium} or {@code low}
 */
public record OperatingPoint(
    String name,
    double clockMhz,
    double voltageV,
    String origin,
    String source,
    String confidence) {}
