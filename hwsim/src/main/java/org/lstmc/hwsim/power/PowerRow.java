package org.lstmc.hwsim.power;

/**
 * A published power as the record of the power models holds it.
 *
 * @param name what was measured
 * @param group the system or chip it belongs to
 * @param run the simulated design, {@code system/run} of the published record; null where the
 *     activity is counted without a machine
 * @param row name of the figure in that system's record; null where it is not one of its rows
 * @param measures {@code board}, {@code total} or a part of a chip's power
 * @param board the board's device; null of a chip
 * @param publishedW as printed
 * @param calibration whether the models are fitted to it; otherwise it is a test
 * @param source where it was printed, and what is assumed
 */
public record PowerRow(
    String name,
    String group,
    String run,
    String row,
    String measures,
    String board,
    double publishedW,
    boolean calibration,
    String source) {}
