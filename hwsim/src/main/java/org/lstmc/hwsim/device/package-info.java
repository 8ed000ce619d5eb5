/**
 * Devices as data: resources, clocks, energies and static power, every constant with its unit in
 * the key, its source and how sure it is; and the energy model that multiplies them by activity.
 */
package org.lstmc.hwsim.device;
