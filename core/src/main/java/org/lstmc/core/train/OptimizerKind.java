package org.lstmc.core.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How gradients become weight changes. */
public enum OptimizerKind {
  /** Plain stochastic gradient descent: {@code w -= lr * g}. */
  @JsonProperty("sgd")
  SGD,
  /** Adam (Kingma and Ba, ICLR 2015) with beta 0.9 and 0.999, epsilon 1e-8. */
  @JsonProperty("adam")
  ADAM
}
