/**
 * What a machine is: the contract of an {@link org.lstmc.hwsim.Accelerator}, the one visible list
 * of them ({@link org.lstmc.hwsim.Accelerators}), what it is given ({@link
 * org.lstmc.hwsim.Workload}, {@link org.lstmc.hwsim.MachineOptions}) and what it answers ({@link
 * org.lstmc.hwsim.Simulation}, {@link org.lstmc.hwsim.Execution}). One package below for each
 * published system; {@code parts} holds the bricks they share, {@code device} the parts they are
 * built on.
 */
package org.lstmc.hwsim;
