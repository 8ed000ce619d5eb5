/**
 * Bricks that machines share: multiplier groups with adder trees, memories with ports, activation
 * units. Each knows its latency, what it occupies and how it is described in a report.
 */
package org.lstmc.hwsim.parts;
