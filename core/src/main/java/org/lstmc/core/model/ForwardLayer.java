package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;
import org.lstmc.core.LstmcException;

/**
 * One layer of a feed-forward network. Convolution and dense layer have a matrix and a bias; the
 * rest have no parameters.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ForwardLayer.Convolution.class, name = "convolution"),
  @JsonSubTypes.Type(value = ForwardLayer.Pooling.class, name = "pooling"),
  @JsonSubTypes.Type(value = ForwardLayer.Relu.class, name = "relu"),
  @JsonSubTypes.Type(value = ForwardLayer.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = ForwardLayer.Dense.class, name = "dense"),
})
public sealed interface ForwardLayer {
  /**
   * The shape of its output.
   *
   * @throws LstmcException usage: the layer does not fit this input
   */
  ImageShape output(ImageShape input);

  /** Shape [rows, columns] of its matrix for this input; null for a layer without one. */
  default int[] matrixShape(ImageShape input) {
    return null;
  }

  /**
   * A convolution of stride 1: y(i,j,p) = b(p) + sum over taps (u,v) and channels c of F(p,u,v,c)
   * x(i+u-padding, j+v-padding, c), values outside being 0. Its matrix is F as [P, kernel * kernel
   * * C], columns {@code (u * kernel + v) * C + c}: a product with the patch under the filter. With
   * C a multiple of k its k x k blocks lie in one tap each, so a block-circulant matrix is
   * circulant over input and output channels for every tap (Ding et al., arXiv 1804.11239; CirCNN,
   * 1708.08917).
   *
   * @param filters output channels P
   * @param kernel side of the square filter
   * @param padding rows and columns of zeros on every side
   */
  record Convolution(int filters, int kernel, int padding) implements ForwardLayer {
    /** Checks the sizes. */
    public Convolution {
      if (filters < 1 || kernel < 1 || padding < 0 || padding >= kernel) {
        throw LstmcException.usage(
            "convolution of %d filters of %d x %d, padding %d: filters and side must be at least 1,"
                + " padding less than the side",
            filters, kernel, kernel, padding);
      }
    }

    @Override
    public ImageShape output(ImageShape in) {
      long h = in.height() + 2L * padding - kernel + 1;
      long w = in.width() + 2L * padding - kernel + 1;
      if (h < 1 || w < 1) {
        throw LstmcException.usage(
            "a filter of %d x %d does not fit into %s with padding %d",
            kernel, kernel, in, padding);
      }
      return new ImageShape(Math.toIntExact(h), Math.toIntExact(w), filters);
    }

    @Override
    public int[] matrixShape(ImageShape in) {
      int taps = Math.multiplyExact(kernel, kernel);
      return new int[] {filters, Math.multiplyExact(taps, in.channels())};
    }
  }

  /** What pooling makes of the values in its window. */
  enum PoolingKind {
    /** The greatest. */
    MAX,
    /** The mean; the window's side is a power of two, so that hardware shifts. */
    AVERAGE;

    /** As files and commands name it. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Pooling of windows that do not overlap; rows and columns that fill no window are dropped.
   *
   * @param kind what becomes of a window
   * @param size side of the square window
   */
  record Pooling(PoolingKind kind, int size) implements ForwardLayer {
    /** Checks the size. */
    public Pooling {
      Objects.requireNonNull(kind, "kind");
      if (size < 2 || (kind == PoolingKind.AVERAGE && Integer.bitCount(size) != 1)) {
        throw LstmcException.usage(
            "%s pooling of %d x %d: the side must be %s",
            kind.label(),
            size,
            size,
            kind == PoolingKind.AVERAGE ? "a power of two from 2" : "at least 2");
      }
    }

    @Override
    public ImageShape output(ImageShape in) {
      if (in.height() < size || in.width() < size) {
        throw LstmcException.usage("a window of %d x %d does not fit into %s", size, size, in);
      }
      return new ImageShape(in.height() / size, in.width() / size, in.channels());
    }
  }

  /** max(0, x) of every value. */
  record Relu() implements ForwardLayer {
    @Override
    public ImageShape output(ImageShape in) {
      return in;
    }
  }

  /** Maps read as one vector, in the order that {@link ImageShape} says; moves nothing. */
  record Flatten() implements ForwardLayer {
    @Override
    public ImageShape output(ImageShape in) {
      return ImageShape.vector(in.size());
    }
  }

  /**
   * A fully connected layer: y = W x + b with W [outputs, inputs].
   *
   * @param outputs length of y
   */
  record Dense(int outputs) implements ForwardLayer {
    /** Checks the size. */
    public Dense {
      if (outputs < 1) {
        throw LstmcException.usage("a dense layer of %d: must be at least 1", outputs);
      }
    }

    @Override
    public ImageShape output(ImageShape in) {
      if (in.pixels() != 1) {
        throw LstmcException.usage("a dense layer reads a vector, not %s; flatten it first", in);
      }
      return ImageShape.vector(outputs);
    }

    @Override
    public int[] matrixShape(ImageShape in) {
      return new int[] {outputs, in.channels()};
    }
  }
}
