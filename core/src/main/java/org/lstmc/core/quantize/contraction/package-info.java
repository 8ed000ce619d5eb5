/**
 * Products with matrices that are held as tensor networks, computed factor by factor ({@code
 * docs/arithmetic.md}, section "Contraction chains"): where every element lies, the integer chain,
 * its twin in double, and how far the two can be apart.
 */
package org.lstmc.core.quantize.contraction;
