package org.lstmc.hwsim.asic;

/**
 * What a memory, or one macro of it, costs.
 *
 * @param readPj energy of reading a word
 * @param writePj energy of writing a word
 * @param leakageMw power that flows always
 * @param areaMm2 area
 */
public record SramMacro(double readPj, double writePj, double leakageMw, double areaMm2) {}
