/**
 * Export of machines as Verilog: a folder that simulates, lints and synthesizes by itself, and the
 * run of a simulator that compares every output and every cycle with the model. It knows no
 * machine; a machine hands over an {@link org.lstmc.hwsim.rtl.RtlDesign}, and its hand-written
 * cores lie under {@code resources/rtl}.
 */
package org.lstmc.hwsim.rtl;
