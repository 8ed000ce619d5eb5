package org.lstmc.core.data;

/**
 * One example: tokens or feature vectors, with what is to be predicted.
 *
 * @param tokens one token a step; null for features
 * @param features step-major feature vectors, {@code length * featureSize}; null for tokens
 * @param length number of steps
 * @param targets one class a step, a single class for the whole sequence (classification), or its
 *     string of labels (transcription); -1 marks a step that is not scored
 */
public record Sequence(int[] tokens, float[] features, int length, int[] targets) {}
