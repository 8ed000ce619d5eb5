package org.lstmc.core.train.torch;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/**
 * A feed-forward network over a batch of images. What comes in and what dense layers read is [B,
 * H*W*C], channel-last, as {@link ImageShape} orders it. In between maps are [B,C,H,W] with filters
 * laid out alike, which takes a tenth less time than channel-last maps, since those of a grey
 * image's first convolution are copied. Every named signal is rounded: nothing here is fused.
 */
final class TorchImages {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final ForwardSpec network;
  private final List<ImageShape> shapes;
  private final Map<String, FixedFormat> formats;

  TorchImages(ForwardSpec network, Map<String, FixedFormat> formats) {
    this.network = network;
    this.shapes = network.shapes();
    this.formats = formats;
  }

  /**
   * The logits [B, classes].
   *
   * @param images [B, H*W*C]
   * @param weights in force, by tensor name
   * @param dropout share to drop of what dense layers read, the image itself aside
   */
  Tensor logits(Tensor images, Map<String, Tensor> weights, double dropout) {
    Tensor x =
        planes(
            TorchCells.round(images, formats.get(SignalNames.FORWARD_INPUT)),
            images.size(0),
            network.image());
    int last = network.layers().size() - 1;
    boolean read = false;
    for (int l = 0; l <= last; l++) {
      ForwardLayer layer = network.layers().get(l);
      if (read && dropout > 0 && layer instanceof ForwardLayer.Dense) {
        x = torch.dropout(rows(x), dropout, true);
      }
      x = layer(l, layer, x, weights);
      if (layer.matrixShape(shapes.get(l)) != null) {
        read = true;
        x = l == last ? x : TorchCells.round(x, formats.get(SignalNames.forwardOutput(l)));
      }
    }
    return x;
  }

  private Tensor layer(int l, ForwardLayer layer, Tensor x, Map<String, Tensor> weights) {
    ImageShape in = shapes.get(l);
    if (layer instanceof ForwardLayer.Convolution c) {
      Tensor filters =
          planes(
                  weights.get(TensorNames.forwardWeight(l)),
                  c.filters(),
                  new ImageShape(c.kernel(), c.kernel(), in.channels()))
              .contiguous();
      TensorOptional bias = new TensorOptional(weights.get(TensorNames.forwardBias(l)));
      long[] padding = {c.padding(), c.padding()};
      return torch.conv2d(x, filters, bias, ONE, padding, ONE, 1);
    }
    if (layer instanceof ForwardLayer.Dense) {
      return torch.addmm(
          weights.get(TensorNames.forwardBias(l)),
          rows(x),
          weights.get(TensorNames.forwardWeight(l)).t());
    }
    if (layer instanceof ForwardLayer.Pooling p) {
      long[] window = {p.size(), p.size()};
      return p.kind() == ForwardLayer.PoolingKind.MAX
          ? torch.max_pool2d(x, window, window, NONE, ONE, false)
          : torch.avg_pool2d(x, window, window, NONE, false, true, new LongOptional());
    }
    if (layer instanceof ForwardLayer.Relu) {
      return torch.relu(x);
    }
    return rows(x);
  }

  /** Rows [N, H*W*C] seen as [N,C,H,W]. */
  private static Tensor planes(Tensor rows, long count, ImageShape s) {
    return rows.reshape(count, s.height(), s.width(), s.channels()).permute(0, 3, 1, 2);
  }

  /** Maps [N,C,H,W] as rows [N, H*W*C]; rows as they are. */
  private static Tensor rows(Tensor x) {
    return x.dim() == 4 ? x.permute(0, 2, 3, 1).reshape(x.size(0), -1) : x;
  }
}
