package org.lstmc.hwsim;

/**
 * What a machine occupies.
 *
 * @param dsp multipliers (hard blocks), exact for this machine
 * @param bram36 block RAMs of 36 Kb, from depth and width of every memory
 * @param lut look-up tables, an estimate
 * @param ff flip-flops, an estimate
 * @param method how the counts were obtained
 */
public record Resources(long dsp, double bram36, long lut, long ff, String method) {}
