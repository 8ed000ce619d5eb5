package org.lstmc.cli.compare;

import org.lstmc.hwsim.Simulation;

/**
 * One technique on one machine.
 *
 * @param technique name of the technique
 * @param machine name of the machine
 * @param accuracy figure of the integer network; null for a shape
 * @param storedBits of the recurrent matrices, indices and padding counted
 * @param smaller how many times fewer bits than dense matrices of the same width
 * @param simulation what the machine says; null where it does not run this
 * @param whyNot why there is nothing; null otherwise
 * @param pareto whether nothing else is at least as good in accuracy, energy and latency, and
 *     better in one
 */
public record Compared(
    String technique,
    String machine,
    Double accuracy,
    Long storedBits,
    Double smaller,
    Simulation simulation,
    String whyNot,
    boolean pareto) {
  /** A combination that does not exist. */
  static Compared not(String technique, String machine, String why) {
    return new Compared(technique, machine, null, null, null, null, why, false);
  }

  Compared marked(boolean best) {
    return new Compared(
        technique, machine, accuracy, storedBits, smaller, simulation, whyNot, best);
  }
}
