/**
 * From a float network to number formats: options, calibration from data, and the rounding that
 * quantization-aware training imitates. The arithmetic itself is in {@code datapath}; the contract
 * is {@code docs/arithmetic.md}.
 */
package org.lstmc.core.quantize;
