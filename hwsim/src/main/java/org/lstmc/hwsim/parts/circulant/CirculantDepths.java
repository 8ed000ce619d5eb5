package org.lstmc.hwsim.parts.circulant;

import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Depths in cycles of the pipelines inside a stage; every pipeline takes a block (or a word a lane)
 * each cycle. The papers state none: these are the depths of fully registered Xilinx blocks, and
 * parameters, not results. The last two are what the control of a design from high-level synthesis
 * adds: it enters and leaves every loop in a cycle each (Vivado HLS, UG902, latency of pipelined
 * loops), and starts the functions of the next round once all have ended.
 *
 * @param vectorRead buffer with output register
 * @param multiply one product in a DSP block
 * @param add one addition, which rounds as well where a rounding follows
 * @param accumulate addition to the running spectrum
 * @param write write into a buffer until the word can be read
 * @param sigmoid sigmoid unit
 * @param tanh tanh unit
 * @param loop control of a loop
 * @param swap control of exchanging the double buffers between stages
 */
public record CirculantDepths(
    int vectorRead,
    int multiply,
    int add,
    int accumulate,
    int write,
    int sigmoid,
    int tanh,
    int loop,
    int swap) {
  /** The depths with these activation units and this control. */
  public static CirculantDepths of(
      ActivationSpec sigmoid, ActivationSpec tanh, int loop, int swap) {
    return new CirculantDepths(
        2,
        MacArray.MULTIPLY_CYCLES,
        1,
        1,
        1,
        ActivationUnit.latency(sigmoid),
        ActivationUnit.latency(tanh),
        loop,
        swap);
  }

  /** From a block's address to the accumulators that hold its products. */
  public int products(int block) {
    return vectorRead + TransformUnit.latency(block) + multiply + add + accumulate;
  }

  /** From the accumulators of a block row to its words being readable. */
  public int back(int block) {
    return add + TransformUnit.latency(block) + write;
  }

  /** From the address of a word to its result, for the work of a lane. */
  public int vector(Stage.Work work, boolean peepholes) {
    int gate = vectorRead + add + (peepholes ? multiply + add : 0) + add;
    int squash = Math.max(sigmoid, tanh);
    return switch (work) {
      // z, gates, f*c + i*g with its rounding, then o beside tanh(c), o*tanh(c), rounding, write
      case LSTM ->
          gate
              + squash
              + multiply
              + 2 * add
              + (peepholes ? Math.max(tanh, multiply + 2 * add + sigmoid) : tanh)
              + multiply
              + add
              + write;
      // r and z, then r*h with its rounding
      case GRU_RESET -> vectorRead + 2 * add + sigmoid + multiply + add + write;
      // n, then (1-z)*n + z*h with its rounding
      case GRU_UPDATE -> vectorRead + 2 * add + tanh + multiply + 2 * add + write;
      // r beside the rounded recurrent sum, r*q into the sum of n, n, then the new state
      case GRU ->
          vectorRead + 2 * add + sigmoid + multiply + 2 * add + tanh + multiply + 2 * add + write;
    };
  }
}
