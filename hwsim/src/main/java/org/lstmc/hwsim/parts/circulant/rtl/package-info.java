/**
 * The machine for block-circulant matrices as Verilog: parameters, memory images and expected
 * outputs for the hand-written cores in {@code resources/rtl/circulant}. The schedule is that of
 * {@link org.lstmc.hwsim.parts.circulant.CirculantSchedule}; nothing is timed here.
 */
package org.lstmc.hwsim.parts.circulant.rtl;
