package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a step's input becomes the vector that the first layer reads.
 *
 * @param kind tokens looked up in a table, tokens as unit vectors, or feature vectors as they are
 * @param vocabulary number of tokens; 0 for features
 * @param size length of the vector that the first layer reads
 */
public record InputSpec(Kind kind, int vocabulary, int size) {
  /** The kind of input. */
  public enum Kind {
    /** A trained table, one row a token ({@link TensorNames#EMBEDDING}). */
    @JsonProperty("embedding")
    EMBEDDING,
    /** A unit vector of vocabulary size. */
    @JsonProperty("one-hot")
    ONE_HOT,
    /** A vector of real features. */
    @JsonProperty("features")
    FEATURES
  }

  /** Tokens through a trained table of {@code vocabulary} rows of {@code size}. */
  public static InputSpec embedding(int vocabulary, int size) {
    return new InputSpec(Kind.EMBEDDING, vocabulary, size);
  }

  /** Tokens as unit vectors. */
  public static InputSpec oneHot(int vocabulary) {
    return new InputSpec(Kind.ONE_HOT, vocabulary, vocabulary);
  }

  /** Real feature vectors of {@code size}. */
  public static InputSpec features(int size) {
    return new InputSpec(Kind.FEATURES, 0, size);
  }

  /** Whether a step's input is a token. */
  public boolean isTokens() {
    return kind != Kind.FEATURES;
  }
}
