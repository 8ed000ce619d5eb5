package org.lstmc.core.model;

import java.util.Map;

/**
 * How the network's matrices are compressed.
 *
 * @param scheme name of the scheme, {@code dense} for none
 * @param matrices what was done, by tensor name; matrices not named are dense
 */
public record CompressionSpec(String scheme, Map<String, MatrixCompression> matrices) {
  /** No compression. */
  public static final CompressionSpec DENSE = new CompressionSpec("dense", Map.of());
}
