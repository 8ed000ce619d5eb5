package org.lstmc.hwsim;

import java.util.List;

/**
 * What a machine answers about a workload. Cycles come from the machine's schedule alone; activity
 * is counted by the same walk; energy is activity times energy per action plus power times time.
 * Operations follow the usual definition: one MAC is two operations, biases, peepholes,
 * element-wise work and activations are not counted.
 *
 * <p>A machine whose coarse stages work on frames of several sequences at once reaches its rate
 * only with that many sequences: y(t-1) of a sequence must be known before its frame t starts.
 * Rate, latency and power are for {@code streams} sequences; the rate of one sequence alone, and
 * all cycles of one sequence from start to end, stand beside them.
 *
 * @param accelerator name of the machine
 * @param device name of the device
 * @param technologyNm node of the device in nm
 * @param configuration the machine as built, for example {@code Rx=16 Rh=32}
 * @param clockMhz clock
 * @param clockOrigin where the clock comes from; no tool here predicts it
 * @param cyclesPerStep cycles from one step's output to the next in the steady state
 * @param firstStepCycles cycles from the first input word to the first step's complete output, one
 *     sequence alone
 * @param totalCycles cycles for {@code steps} steps of one sequence alone
 * @param steps time steps
 * @param latencyUs time of one frame from its start to its complete output in the steady state
 * @param framesPerSecond steady steps a second, all sequences together
 * @param streams sequences that are interleaved in the steady state
 * @param singleStreamCyclesPerStep cycles from output to output of one sequence alone
 * @param stages coarse pipeline stages, layer by layer; empty for a machine without
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
    int streams,
    double singleStreamCyclesPerStep,
    List<StageTime> stages,
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
  /** Steady steps a second of one sequence alone. */
  public double singleStreamFramesPerSecond() {
    return clockMhz * 1e6 / singleStreamCyclesPerStep;
  }

  /** Multipliers as built: the DSP blocks of an FPGA, the MAC lanes of a chip. */
  public long multipliers() {
    return resources.dsp() > 0
        ? resources.dsp()
        : Math.round(activity.macs() / (cyclesPerStep * utilization));
  }

  /** Power of the chip and its DRAM in W, without the board's baseline. */
  public double powerW() {
    return power.chipW();
  }

  /** Energy of one frame in microjoule at {@link #powerW()}, in the steady state. */
  public double energyPerFrameUj() {
    return powerW() * 1e6 / framesPerSecond;
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
