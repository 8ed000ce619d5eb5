package org.lstmc.core.train;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Task;

/** Augments the images of training batches. An image's change follows from its place alone. */
final class BatchImages {
  private final Augmentation augmentation;
  private final ImageShape shape;
  private final float[] black;
  private final long seed;

  private BatchImages(Augmentation augmentation, ImageShape shape, float[] black, long seed) {
    this.augmentation = augmentation;
    this.shape = shape;
    this.black = black;
    this.seed = seed;
  }

  /**
   * For a run.
   *
   * @throws LstmcException usage: the network reads no images that could be changed
   */
  static BatchImages of(RunSetup setup) {
    Augmentation a = setup.options().augment();
    if (!a.active()) {
      return new BatchImages(a, null, null, 0);
    }
    if (!setup.network().isFeedForward()) {
      throw LstmcException.usage(
          "augmentation %s: data '%s' are no images for a feed-forward network; leave it out",
          a, setup.data().task().data());
    }
    ImageShape shape = setup.network().forward().image();
    return new BatchImages(a, shape, black(setup.data().task(), shape), setup.options().seed());
  }

  /** What byte 0 has become by the data's scaling. */
  private static float[] black(Task task, ImageShape shape) {
    float[] black = new float[shape.channels()];
    for (int c = 0; c < black.length && task.featureMean().length > 0; c++) {
      black[c] = -task.featureMean()[c] / task.featureStd()[c];
    }
    return black;
  }

  /**
   * Changes a batch of one-step sequences.
   *
   * @param first place of its first image in the epoch
   */
  void change(Batch batch, int epoch, int first) {
    if (augmentation.active()) {
      for (int b = 0; b < batch.columns(); b++) {
        long drawn = Seeds.mix(seed + 3, epoch, first + b);
        augmentation.apply(batch.features(), b * shape.size(), shape, black, drawn);
      }
    }
  }
}
