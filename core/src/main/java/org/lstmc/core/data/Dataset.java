package org.lstmc.core.data;

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
 */
public record Dataset(
    Task task,
    int inputSize,
    int classes,
    Split train,
    Split valid,
    Split test,
    Double bestPossible) {}
