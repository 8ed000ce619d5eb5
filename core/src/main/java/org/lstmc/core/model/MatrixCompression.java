package org.lstmc.core.model;

import java.util.Map;

/**
 * What was done to one matrix.
 *
 * @param scheme name of the structure, such as {@code row-balanced}
 * @param ratio share of numbers that need not be stored, in [0,1): zeros of a sparse matrix, 1-1/k
 *     of a block-circulant one of block size k (less where blocks stand over the edge)
 * @param parameters what else the structure needs (bank count, block size, ...), sorted by key
 */
public record MatrixCompression(String scheme, double ratio, Map<String, Integer> parameters) {}
