package org.lstmc.core.quantize.datapath;

/**
 * A vector made ready for the matrix it meets, or that matrix' product.
 *
 * @param vector raw integers, for a dense or sparse matrix; null for another
 * @param spectrum its spectrum by block [q][k], for a block-circulant matrix; null for another
 * @param product the product itself, where a contraction chain has computed it; null otherwise
 */
public record Operand(long[] vector, long[][] spectrum, long[] product) {}
