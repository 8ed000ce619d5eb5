package org.lstmc.hwsim;

import java.util.List;

/**
 * What a machine answers about a workload. Cycles come from the machine's schedule alone; activity
 * is counted by the same walk; energy is activity times energy per action plus power times time.
 * Operations follow the usual definition: one MAC is two operations, biases, peepholes,
 * element-wise work and activations are not counted.
 *
 * @param accelerator name of the machine
 * @param device name of the device
 * @param technologyNm node of the device in nm
 * @param configuration the machine as built, for example {@code Rx=16 Rh=32}
 * @param clockMhz clock
 * @param clockOrigin where the clock comes from; no tool here predicts it
 * @param cyclesPerStep cycles from one step's output to the next in the steady state
 * @param firstStepCycles cycles from the first input word to the first step's complete output
 * @param totalCycles cycles for {@code steps} steps
 * @param steps time steps
 * @param latencyUs time of a steady step
 * @param framesPerSecond steady steps a second
 * @param gops operations really done a second, in 1e9
 * @param effectiveGops operations of the dense network a second, in 1e9
 * @param utilization share of multiplier slots that did real work in a steady step, in [0,1]
 * @param units where the cycles of a steady step went, unit by unit
 * @param activity what happened in a steady step
 * @param resources what the machine occupies
 * @param power power in W by origin, and the energy of a frame
 * @param uncertainty how far off the figures may be, with the reason
 * @param boundBy what limits this run, and what would move it
 * @param assumptions everything that was assumed, one sentence each
 */
public record Simulation(
    String accelerator,
    String device,
    int technologyNm,
    String configuration,
    double clockMhz,
    String clockOrigin,
    double cyclesPerStep,
    long firstStepCycles,
    long totalCycles,
    int steps,
    double latencyUs,
    double framesPerSecond,
    double gops,
    double effectiveGops,
    double utilization,
    List<UnitUse> units,
    Activity activity,
    Resources resources,
    Power power,
    Uncertainty uncertainty,
    String boundBy,
    List<String> assumptions) {
  /** Power of the chip and its DRAM in W, without the board's baseline. */
  public double powerW() {
    return power.chipW();
  }

  /** Energy of one steady step in microjoule at {@link #powerW()}. */
  public double energyPerFrameUj() {
    return powerW() * latencyUs;
  }

  /** Real work per energy. */
  public double gopsPerWatt() {
    return gops / powerW();
  }

  /** Dense-equivalent work per energy. */
  public double effectiveGopsPerWatt() {
    return effectiveGops / powerW();
  }
}
