package org.lstmc.hwsim.rtl;

/**
 * One word that the hardware must put out.
 *
 * @param step time step
 * @param unit index of the word in the step's output vector
 * @param cycle cycle in which {@code out_valid} shows it; cycle 0 is that in which the first input
 *     word is accepted
 * @param value raw integer, signed
 */
public record RtlOutput(int step, int unit, long cycle, long value) {}
