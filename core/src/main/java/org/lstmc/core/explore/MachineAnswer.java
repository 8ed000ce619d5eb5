package org.lstmc.core.explore;

/**
 * A machine's figures for a network, or why it does not run it.
 *
 * @param refusal null where the network fits; otherwise one line that says why not
 * @param configuration the machine as built
 * @param cyclesPerStep cycles from one frame to the next, the pipeline full
 * @param latencyUs time of one frame from start to complete output
 * @param framesPerSecond frames a second, the pipeline full
 * @param energyUj energy of one frame in microjoule
 * @param dsp multipliers that are occupied
 * @param lut look-up tables that are occupied, an estimate
 * @param bram36 block RAMs of 36 Kb that are occupied
 * @param clockMhz clock
 * @param clockOrigin where the clock comes from
 * @param boundBy what limits the rate
 */
public record MachineAnswer(
    String refusal,
    String configuration,
    double cyclesPerStep,
    double latencyUs,
    double framesPerSecond,
    double energyUj,
    long dsp,
    long lut,
    double bram36,
    double clockMhz,
    String clockOrigin,
    String boundBy) {
  /** The answer of a machine that does not run the network. */
  public static MachineAnswer refused(String why) {
    return new MachineAnswer(why, "", 0, 0, 0, 0, 0, 0, 0, 0, "", "");
  }

  /** Whether the machine runs the network on its device. */
  public boolean fits() {
    return refusal == null;
  }
}
