package org.lstmc.core.model;

/**
 * Names of a network's tensors. Matrices act on column vectors (rows are outputs); gates are
 * stacked along the rows in {@link CellType#gateOrder()}.
 */
public final class TensorNames {
  /** Embedding table, [vocabulary, size]. */
  public static final String EMBEDDING = "embedding.weight";

  /** Dense output matrix, [classes, size]. */
  public static final String OUTPUT_WEIGHT = "output.weight";

  /** Dense output bias, [classes]. */
  public static final String OUTPUT_BIAS = "output.bias";

  private TensorNames() {}

  /** Input matrix of layer {@code l}, [gates*H, X]. */
  public static String wx(int l) {
    return layer(l) + "wx";
  }

  /** The matrix [Wx, Wh] of layer {@code l} that a joined tensor network stands for. */
  public static String joined(int l) {
    return layer(l) + "joined";
  }

  /**
   * A factor of the tensor network of layer {@code l}.
   *
   * @param joined whether the network stands for [Wx, Wh], else for Wx
   * @param factor its short name, as {@link TensorFactor#name}
   */
  public static String factor(int l, boolean joined, String factor) {
    return (joined ? joined(l) : wx(l)) + "." + factor;
  }

  /** Recurrent matrix of layer {@code l}, [gates*H, R]. */
  public static String wh(int l) {
    return layer(l) + "wh";
  }

  /** The matrix that a tensor form of layer {@code l} stands for: Wx, or both joined. */
  public static String factored(int l, TensorForm form) {
    return form.joined() ? joined(l) : wx(l);
  }

  /** Gate bias of layer {@code l}, [gates*H] (the sum, where a source keeps two). */
  public static String bias(int l) {
    return layer(l) + "bias";
  }

  /**
   * Recurrent bias of the candidate of GRU layer {@code l}, [H]; only {@link CellType#GRU}, whose
   * reset gate multiplies it.
   */
  public static String recurrentBias(int l) {
    return layer(l) + "recurrentBias";
  }

  /** Diagonal peephole weights of layer {@code l}, [3, H] in the order i, f, o. */
  public static String peephole(int l) {
    return layer(l) + "peephole";
  }

  /** Projection matrix of layer {@code l}, [P, H]. */
  public static String projection(int l) {
    return layer(l) + "projection";
  }

  /** Matrix of layer {@code l} of a feed-forward network ({@link ForwardLayer#matrixShape}). */
  public static String forwardWeight(int l) {
    return forward(l) + "weight";
  }

  /** Bias of layer {@code l} of a feed-forward network, [rows of its matrix]. */
  public static String forwardBias(int l) {
    return forward(l) + "bias";
  }

  /** Prefix of everything that belongs to layer {@code l} of a feed-forward network. */
  public static String forward(int l) {
    return "forward." + l + ".";
  }

  /** Prefix of everything that belongs to recurrent layer {@code l}. */
  public static String layer(int l) {
    return "layers." + l + ".";
  }

  /** The layer of a name that starts with {@link #layer} or {@link #forward}. */
  public static int layerOf(String name) {
    return Integer.parseInt(name.split("\\.", 3)[1]);
  }

  /** Whether the tensor is a matrix of a layer, recurrent or feed-forward. */
  public static boolean isLayerMatrix(String name) {
    return (name.startsWith("forward.") && name.endsWith(".weight"))
        || name.endsWith(".wx")
        || name.endsWith(".wh")
        || name.endsWith(".projection");
  }
}
