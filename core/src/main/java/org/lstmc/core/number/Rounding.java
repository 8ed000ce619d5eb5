package org.lstmc.core.number;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bits right of the last kept place are dropped; names as in ap_fixed. */
public enum Rounding {
  /** To nearest, halves towards plus infinity: {@code (a + half) >> n}. The default. */
  @JsonProperty("RND")
  RND,
  /** Towards minus infinity: {@code a >> n}. */
  @JsonProperty("TRN")
  TRN,
  /** To nearest, halves to even. */
  @JsonProperty("RND_CONV")
  RND_CONV
}
