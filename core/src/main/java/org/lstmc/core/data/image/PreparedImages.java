package org.lstmc.core.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.data.Frames;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Task;

/**
 * Images as networks read them, made from bytes when they are asked for: resampled where a size was
 * given, byte / 255, less the channel's mean, by its standard deviation.
 */
final class PreparedImages {
  private final ByteImages images;
  private final int side;
  private final ImageShape shape;

  /** Null where images keep their size. */
  private final Resampling resampling;

  private final float[] mean;
  private final float[] std;
  private final String id;

  /**
   * Prepared images.
   *
   * @param side rows and columns to resample to; 0 to keep the size
   * @param mean one a channel
   * @param std one a channel
   * @param id what the bytes are
   */
  PreparedImages(ByteImages images, int side, float[] mean, float[] std, String id) {
    this.images = images;
    this.side = side;
    ImageShape before = images.shape();
    shape = side == 0 ? before : new ImageShape(side, side, before.channels());
    resampling = shape.equals(before) ? null : new Resampling(before, shape);
    this.mean = mean;
    this.std = std;
    this.id = id + " as " + shape + Arrays.toString(mean) + Arrays.toString(std);
  }

  /** The same preparation of other images of the same shape. */
  PreparedImages of(ByteImages others, String otherId) {
    return new PreparedImages(others, side, mean, std, otherId);
  }

  /**
   * Images with the scaling of a task made earlier, or that of the first {@code count} of them when
   * there is none. A channel that never changes keeps its scale.
   */
  static PreparedImages of(ByteImages train, int side, int count, Task known, String id) {
    int channels = train.shape().channels();
    if (known != null) {
      return new PreparedImages(
          train,
          side,
          Arrays.copyOf(known.featureMean(), channels),
          Arrays.copyOf(known.featureStd(), channels),
          id);
    }
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    PreparedImages raw = new PreparedImages(train, side, new float[channels], ones, id);
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    float[] image = new float[raw.shape.size()];
    for (int i = 0; i < count; i++) {
      raw.write(i, image, 0);
      for (int k = 0, c = 0; k < image.length; k++, c = c + 1 == channels ? 0 : c + 1) {
        sum[c] += image[k];
        squares[c] += (double) image[k] * image[k];
      }
    }
    double pixels = (double) count * raw.shape.pixels();
    float[] mean = new float[channels];
    float[] std = new float[channels];
    for (int c = 0; c < channels; c++) {
      double m = sum[c] / pixels;
      double deviation = Math.sqrt(Math.max(0, squares[c] / pixels - m * m));
      mean[c] = (float) m;
      std[c] = deviation > 1e-6 ? (float) deviation : 1;
    }
    return new PreparedImages(train, side, mean, std, id);
  }

  /** The shape of a prepared image. */
  ImageShape shape() {
    return shape;
  }

  /** The mean of every value of an image: the channel's, a pixel. */
  float[] means() {
    return repeated(mean);
  }

  /** The standard deviation of every value of an image: the channel's, a pixel. */
  float[] deviations() {
    return repeated(std);
  }

  private float[] repeated(float[] channels) {
    float[] all = new float[shape.size()];
    for (int k = 0; k < all.length; k++) {
      all[k] = channels[k % channels.length];
    }
    return all;
  }

  /** Writes one image. */
  void write(int image, float[] into, int at) {
    int bytes = image * images.shape().size();
    int n = shape.size();
    if (resampling == null) {
      for (int k = 0; k < n; k++) {
        into[at + k] = images.pixels()[bytes + k] & 0xff;
      }
    } else {
      resampling.apply(images.pixels(), bytes, into, at);
    }
    int channels = shape.channels();
    for (int c = 0; c < channels; c++) {
      float m = mean[c];
      float s = std[c];
      for (int k = at + c; k < at + n; k += channels) {
        into[k] = (into[k] / 255f - m) / s;
      }
    }
  }

  /** A split of {@code count} images from {@code from} on: sequences of one step. */
  Split split(String name, int from, int count) {
    List<Sequence> all = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      all.add(Sequence.of(new Image(this, i), 1, new int[] {images.labels()[i]}));
    }
    return new Split(name, List.copyOf(all), false);
  }

  /** One image as the only step of a sequence. */
  private record Image(PreparedImages images, int index) implements Frames {
    @Override
    public int size() {
      return images.shape.size();
    }

    @Override
    public void make(int t, float[] into, int at) {
      images.write(index, into, at);
    }

    @Override
    public String id() {
      return "image " + index + " of " + images.id;
    }
  }
}
