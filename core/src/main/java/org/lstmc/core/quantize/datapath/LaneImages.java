package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneKernel;

/**
 * A feed-forward network on images in lock step, one a lane. Gives the bits of {@link PlainForward}
 * for any number of lanes. Not thread-safe: one a thread.
 */
final class LaneImages {
  private final LaneForward forward;
  private final ForwardSpec spec;
  private final LaneKernel kernel;
  private final QuantizationSpec q;
  private final int lanes;
  private final LaneMap input;
  private final LaneMap logits;
  private final List<LaneLayer> layers = new ArrayList<>();

  /** Room for {@code lanes} images, a multiple of {@link LaneKernel#LANE_TILE}. */
  LaneImages(LaneForward forward, LaneKernel kernel, int lanes) {
    this.forward = forward;
    this.kernel = kernel;
    this.lanes = lanes;
    this.q = forward.net().quantization();
    this.spec = forward.net().forward().spec();
    input = new LaneMap(spec.image(), border(0), lanes);
    LaneMap at = input;
    FixedFormat format = forward.net().forward().input();
    for (int l = 0; l < spec.layers().size(); l++) {
      at = add(l, at, format);
      LaneProductPlan plan = forward.plan(l);
      format = plan == null ? format : plan.product().output();
    }
    logits = at;
  }

  /** Adds what layer {@code l} does; what it gives. */
  private LaneMap add(int l, LaneMap in, FixedFormat format) {
    ForwardLayer layer = spec.layers().get(l);
    LaneProductPlan plan = forward.plan(l);
    if (layer instanceof ForwardLayer.Relu) {
      if (!(spec.layers().get(l + 1) instanceof ForwardLayer.Pooling)) {
        layers.add((active, counts) -> relu(in.data()));
      }
      return in;
    }
    if (layer instanceof ForwardLayer.Flatten && border(l + 1) == 0) {
      return in.flat();
    }
    LaneMap out = new LaneMap(spec.output(l), border(l + 1), lanes);
    if (plan != null) {
      layers.add(
          plan.blocks() == null
              ? new LaneDense(plan, kernel, q, lanes, in, out)
              : new LaneBlockConvolution(plan, kernel, q, lanes, in, out));
    } else if (layer instanceof ForwardLayer.Pooling pooling) {
      boolean relu = l > 0 && spec.layers().get(l - 1) instanceof ForwardLayer.Relu;
      layers.add(new LanePooling(pooling, relu, format, kernel, q, lanes, in, out));
    } else {
      // A vector that a padded convolution reads.
      layers.add(
          (active, counts) ->
              System.arraycopy(in.data(), 0, out.data(), out.at(0, 0, 0), in.data().length));
    }
    return out;
  }

  private static void relu(double[] data) {
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.max(0, data[i]);
    }
  }

  /**
   * The border of what layer {@code l} reads: a convolution's padding, unless its spectra have it.
   */
  private int border(int l) {
    if (l == spec.layers().size()) {
      return 0;
    }
    ForwardLayer layer = spec.layers().get(l);
    if (layer instanceof ForwardLayer.Relu) {
      // In place, or skipped for pooling.
      return border(l + 1);
    }
    boolean padded = layer instanceof ForwardLayer.Convolution && forward.plan(l).blocks() == null;
    return padded ? forward.plan(l).product().padding() : 0;
  }

  /** What is done {@code i}-th, for measurements. */
  LaneLayer layer(int i) {
    return layers.get(i);
  }

  /** Puts an image into a lane. */
  void load(int lane, long[] image) {
    ImageShape shape = spec.image();
    int row = shape.width() * shape.channels();
    for (int y = 0; y < shape.height(); y++) {
      int at = input.at(y, 0, 0) + lane;
      for (int i = 0; i < row; i++) {
        input.data()[at + i * lanes] = image[y * row + i];
      }
    }
  }

  /**
   * Runs all layers on what was loaded.
   *
   * @param active the first lanes, which count
   * @return raw logits, those of class k at {@code k * lanes}
   */
  double[] run(int active, EventCounts counts) {
    for (LaneLayer layer : layers) {
      layer.run(active, counts);
    }
    return logits.data();
  }
}
