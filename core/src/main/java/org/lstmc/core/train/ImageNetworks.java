package org.lstmc.core.train;

import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.NetworkSpec;

/** The shape of a new feed-forward network. */
public final class ImageNetworks {
  /**
   * Two convolutions with pooling and one hidden layer, as in LeNet-5, about a quarter of its later
   * 32-64-512 kin in MACs: about 10 s an epoch of MNIST on one core.
   */
  private static final String LENET = "16C5-MP2-32C5-MP2-128-";

  private static final String SMALL = "128-128-";

  private ImageNetworks() {}

  /**
   * The network for a data set of images.
   *
   * @param name label; null for the data's name
   * @param text as {@link ForwardText} reads it; null for {@code 16C5-MP2-32C5-MP2-128-CLASSES}, or
   *     {@code 128-128-CLASSES} where the image is smaller than 16 x 16
   * @throws LstmcException usage: the data are no images, or have another number of classes
   */
  public static NetworkSpec of(String name, String text, Dataset data) {
    ImageShape image = data.image();
    if (image == null) {
      throw LstmcException.usage(
          "--network %s: data '%s' are sequences, which recurrent networks read (--cell, --hidden,"
              + " --layers); feed-forward networks read images, such as mnist:DIR or cifar10:DIR",
          text, data.task().data());
    }
    boolean small = Math.min(image.height(), image.width()) < 16;
    String shape = text != null ? text : (small ? SMALL : LENET) + data.classes();
    ForwardSpec forward = ForwardText.parse(shape, image);
    if (forward.classes() != data.classes()) {
      throw LstmcException.usage(
          "--network %s: its last layer has %d outputs, data '%s' have %d classes",
          shape, forward.classes(), data.task().data(), data.classes());
    }
    return new NetworkSpec(name != null ? name : data.task().data(), forward);
  }
}
