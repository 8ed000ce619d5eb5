package org.lstmc.core.model;

import java.util.Map;

/**
 * What was done to one matrix.
 *
 * @param scheme name of the structure, such as {@code row-balanced}
 * @param ratio share of weights that are zero, in [0,1)
 * @param parameters what else the structure needs (bank count, block size, ...), sorted by key
 */
public record MatrixCompression(String scheme, double ratio, Map<String, Integer> parameters) {}
