package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;

/**
 * A feed-forward network over images (SWM's networks: Ding et al., arXiv 1804.11239). One image is
 * a sequence of one step, whose features are the image as {@link ImageShape} orders them; the last
 * layer is dense and its outputs are the logits. A network is recurrent or feed-forward, not both.
 *
 * @param image shape of the input
 * @param layers first to last; their numbers name tensors and signals
 */
public record ForwardSpec(ImageShape image, List<ForwardLayer> layers) {
  /** Copies the list, checks that each layer fits the one before and that the last is dense. */
  public ForwardSpec {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof ForwardLayer.Dense)) {
      throw LstmcException.usage("a feed-forward network ends with a dense layer, its logits");
    }
    ImageShape at = image;
    for (int l = 0; l < layers.size(); l++) {
      try {
        int[] matrix = layers.get(l).matrixShape(at);
        if (matrix != null) {
          Math.multiplyExact(matrix[0], matrix[1]);
        }
        at = layers.get(l).output(at);
      } catch (LstmcException e) {
        throw LstmcException.of(e.kind(), "layer %d: %s", l, e.getMessage(), e);
      } catch (ArithmeticException e) {
        throw LstmcException.usage(
            "layer %d: on %s its weights or values are more than 2^31 - 1", l, at, e);
      }
    }
  }

  /** The shape before every layer, and last the logits': one more than layers. */
  @JsonIgnore
  public List<ImageShape> shapes() {
    List<ImageShape> all = new ArrayList<>(List.of(image));
    for (ForwardLayer layer : layers) {
      all.add(layer.output(all.get(all.size() - 1)));
    }
    return all;
  }

  /** What layer {@code l} reads. */
  public ImageShape input(int l) {
    return shapes().get(l);
  }

  /** What layer {@code l} gives. */
  public ImageShape output(int l) {
    return shapes().get(l + 1);
  }

  /** Numbers of the layers that have a matrix, first to last. */
  @JsonIgnore
  public List<Integer> matrixLayers() {
    List<Integer> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l).matrixShape(input(l)) != null) {
        all.add(l);
      }
    }
    return all;
  }

  /** MACs that layer {@code l} takes for one image as it stands, zeros of the padding included. */
  public long macs(int l) {
    int[] matrix = layers.get(l).matrixShape(input(l));
    return matrix == null ? 0 : (long) matrix[0] * matrix[1] * output(l).pixels();
  }

  /** MACs of one image. */
  @JsonIgnore
  public long macs() {
    return matrixLayers().stream().mapToLong(this::macs).sum();
  }

  /** Number of logits. */
  @JsonIgnore
  public int classes() {
    return output(layers.size() - 1).channels();
  }

  /** {@code cnn} with a convolution, else {@code mlp}. */
  @JsonIgnore
  public String label() {
    return layers.stream().anyMatch(ForwardLayer.Convolution.class::isInstance) ? "cnn" : "mlp";
  }
}
