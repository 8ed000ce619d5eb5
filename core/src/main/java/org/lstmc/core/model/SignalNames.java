package org.lstmc.core.model;

/** Names of the signals between the operations of a recurrent layer, each with its own format. */
public final class SignalNames {
  /** Accumulator of the dense output; its raw value is what the host reads as logit. */
  public static final String OUTPUT_ACCUMULATOR = "output.accumulator";

  /** cos and sin in the transforms of block-circulant products; one format a network. */
  public static final String TWIDDLE = "twiddle";

  /** The image that a feed-forward network reads. */
  public static final String FORWARD_INPUT = "forward.input";

  private SignalNames() {}

  /** Input vector x of layer {@code l}. For l &gt; 0 it equals {@code state(l-1)}. */
  public static String input(int l) {
    return TensorNames.layer(l) + "input";
  }

  /** Accumulator of the gate dot products of layer {@code l}. */
  public static String accumulator(int l) {
    return TensorNames.layer(l) + "accumulator";
  }

  /** Gate pre-activation z of layer {@code l}, what the activation tables read. */
  public static String gate(int l) {
    return TensorNames.layer(l) + "gate";
  }

  /** Output of sigmoid and tanh in layer {@code l}. */
  public static String activation(int l) {
    return TensorNames.layer(l) + "activation";
  }

  /** Cell state c of LSTM layer {@code l}. */
  public static String cell(int l) {
    return TensorNames.layer(l) + "cell";
  }

  /** o * tanh(c) of layer {@code l} where a projection follows; absent otherwise. */
  public static String hidden(int l) {
    return TensorNames.layer(l) + "hidden";
  }

  /** Output of layer {@code l} and its recurrent input: h, or the projected vector. */
  public static String state(int l) {
    return TensorNames.layer(l) + "state";
  }

  /**
   * Accumulator of the candidate's recurrent sum {@code Un h + un} in GRU layer {@code l}; only
   * where the reset gate multiplies that sum.
   */
  public static String recurrentAccumulator(int l) {
    return TensorNames.layer(l) + "recurrentAccumulator";
  }

  /** {@code Un h + un} of GRU layer {@code l}, rounded: what the reset gate multiplies. */
  public static String recurrent(int l) {
    return TensorNames.layer(l) + "recurrent";
  }

  /**
   * {@code r * h(t-1)} of layer {@code l}, rounded: what {@code Un} multiplies in a GRU whose reset
   * gate acts before the product.
   */
  public static String resetState(int l) {
    return TensorNames.layer(l) + "resetState";
  }

  /** Accumulator of the projection's dot products in layer {@code l}; absent without one. */
  public static String projectionAccumulator(int l) {
    return TensorNames.layer(l) + "projectionAccumulator";
  }

  /** Words of the forward transform of the vectors that a block-circulant matrix meets. */
  public static String spectrum(String matrix) {
    return matrix + ".spectrum";
  }

  /** Spectral sums of the block-circulant matrices of one row sum, named after the first. */
  public static String spectralAccumulator(String lead) {
    return lead + ".spectralAccumulator";
  }

  /** Words of the inverse transform of those sums; its results are the products. */
  public static String inverse(String lead) {
    return lead + ".inverse";
  }

  /**
   * Sums of the step of a contraction chain that contracts a factor.
   *
   * @param factor the factor tensor's name
   */
  public static String stepAccumulator(String factor) {
    return factor + ".stepAccumulator";
  }

  /** Those sums rounded: what the next step reads; of the last step the product. */
  public static String intermediate(String factor) {
    return factor + ".intermediate";
  }

  /** What the joined chain of layer {@code l} reads: input and last output in one format. */
  public static String joined(int l) {
    return TensorNames.layer(l) + "joined.vector";
  }

  /**
   * Accumulator of the sums of layer {@code l} of a feed-forward network; of the last layer the raw
   * value is what the host reads as logit.
   */
  public static String forwardAccumulator(int l) {
    return TensorNames.forward(l) + "accumulator";
  }

  /**
   * What the matrix of layer {@code l} of a feed-forward network meets: the output before it after
   * ReLU and pooling. It keeps that output's format and has none of its own.
   */
  public static String forwardVector(int l) {
    return TensorNames.forward(l) + "vector";
  }

  /** Those sums rounded: what the next layers read. The last layer has none. */
  public static String forwardOutput(int l) {
    return TensorNames.forward(l) + "output";
  }
}
