package org.lstmc.core.quantize.datapath;

/**
 * A vector made ready for the matrix it meets.
 *
 * @param vector raw integers, for a dense or sparse matrix; null for a block-circulant one
 * @param spectrum its spectrum by block [q][k], for a block-circulant matrix; null for another
 */
public record Operand(long[] vector, long[][] spectrum) {}
