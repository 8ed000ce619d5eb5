package org.lstmc.core.number;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a value outside a format's range; names as in ap_fixed. */
public enum Overflow {
  /** The nearest representable value. The default. */
  @JsonProperty("SAT")
  SAT,
  /** The low W bits, two's complement. */
  @JsonProperty("WRAP")
  WRAP
}
