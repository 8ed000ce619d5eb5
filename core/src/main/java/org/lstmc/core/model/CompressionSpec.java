package org.lstmc.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the network's matrices are compressed.
 *
 * @param scheme name of the scheme, {@code dense} for none, {@code mixed} for several
 * @param matrices what was done, by tensor name; matrices not named are dense
 */
public record CompressionSpec(String scheme, Map<String, MatrixCompression> matrices) {
  /** No compression. */
  public static final CompressionSpec DENSE = new CompressionSpec("dense", Map.of());

  /** Scheme of a network whose matrices are compressed in different ways. */
  public static final String MIXED = "mixed";

  /** This spec with the entries of some matrices as given. */
  public CompressionSpec with(Map<String, MatrixCompression> entries) {
    if (entries.isEmpty()) {
      return this;
    }
    Map<String, MatrixCompression> all = new LinkedHashMap<>(matrices);
    all.putAll(entries);
    return of(all);
  }

  /** The spec of these matrices, called by their scheme, or {@link #MIXED}. */
  public static CompressionSpec of(Map<String, MatrixCompression> matrices) {
    List<String> schemes =
        matrices.values().stream().map(MatrixCompression::scheme).distinct().toList();
    return schemes.isEmpty()
        ? DENSE
        : new CompressionSpec(
            schemes.size() == 1 ? schemes.get(0) : MIXED, Collections.unmodifiableMap(matrices));
  }
}
