package org.lstmc.core.data;

import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Task;

/**
 * A data set, ready for a network.
 *
 * @param task what is asked, with all that is needed to prepare the same data again
 * @param inputSize number of tokens, or length of a feature vector
 * @param classes number of classes to predict
 * @param train for fitting
 * @param valid for choosing
 * @param test for judging
 * @param bestPossible the metric's best possible value on the test split; null if unknown
 * @param image shape of the images, which are sequences of one step; null where data are no images
 */
public record Dataset(
    Task task,
    int inputSize,
    int classes,
    Split train,
    Split valid,
    Split test,
    Double bestPossible,
    ImageShape image) {
  /** Data that are no images. */
  public Dataset(
      Task task,
      int inputSize,
      int classes,
      Split train,
      Split valid,
      Split test,
      Double bestPossible) {
    this(task, inputSize, classes, train, valid, test, bestPossible, null);
  }
}
