package org.lstmc.core.compress.storage;

import java.util.Map;
import org.lstmc.core.model.Mask;

/**
 * A way to keep a sparse matrix in a memory. Any mask can be stored in any format; a mask that does
 * not have the format's balance costs padding, it is not refused.
 */
public interface StorageFormat {
  /** Name, such as {@code row-balanced-relative}. */
  String name();

  /**
   * Bits the matrix takes, without packing it.
   *
   * @param mask kept weights
   * @param weightBits bits of one value, 1 to 64
   * @param parameters the pattern's parameters ({@code banks}, {@code pes}); others are ignored
   */
  StorageSize size(Mask mask, int weightBits, Map<String, Integer> parameters);

  /** Packs the matrix; {@link StoredMatrix#size()} equals {@link #size}. */
  StoredMatrix encode(CodedMatrix matrix, Mask mask, Map<String, Integer> parameters);

  /** The matrix again, with zeros where the mask dropped weights. */
  CodedMatrix decode(StoredMatrix stored);
}
