package org.lstmc.core.compress.storage;

import java.util.Map;

/**
 * A matrix as it lies in memory.
 *
 * @param format name of the {@link StorageFormat}
 * @param rows rows of the matrix
 * @param cols columns of the matrix
 * @param weightBits bits of one value
 * @param parameters parameters it was encoded with
 * @param size bits by cause
 * @param bytes the bits, most significant first; the last byte is filled up with zeros, which are
 *     not counted in {@code size}
 */
public record StoredMatrix(
    String format,
    int rows,
    int cols,
    int weightBits,
    Map<String, Integer> parameters,
    StorageSize size,
    byte[] bytes) {}
