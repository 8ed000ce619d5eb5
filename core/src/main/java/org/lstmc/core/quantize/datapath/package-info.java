/**
 * The integer datapath of a quantized network, exact to the bit as {@code docs/arithmetic.md} lays
 * down: once as plain steps with every signal visible, once in lock step over many sequences.
 */
package org.lstmc.core.quantize.datapath;
