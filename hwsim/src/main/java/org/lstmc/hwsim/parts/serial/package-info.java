/**
 * Machines with one array of multipliers that takes a network's matrices one after another, gate by
 * gate, and an element-wise unit beside it. What differs between them is how a pass over a matrix
 * goes: its cycles, where they went, and the storage it reads.
 */
package org.lstmc.hwsim.parts.serial;
