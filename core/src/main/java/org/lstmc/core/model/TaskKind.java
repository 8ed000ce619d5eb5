package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a network is asked, and the figure by which it is judged. */
public enum TaskKind {
  /** Predict the next token at every step; perplexity = exp(mean negative log-likelihood). */
  @JsonProperty("language-model")
  LANGUAGE_MODEL("perplexity", false),
  /** One class a sequence, read at its last step; share of sequences that are right. */
  @JsonProperty("classification")
  CLASSIFICATION("accuracy", true),
  /** One label a step; share of steps that are wrong. */
  @JsonProperty("frame-labelling")
  FRAME_LABELLING("frameErrorRate", false),
  /**
   * One string of labels a sequence, shorter than the sequence and without times, found by CTC
   * (Graves et al., ICML 2006); edits between it and what is decoded, by the labels of the truth.
   * The last class is CTC's blank.
   */
  @JsonProperty("transcription")
  TRANSCRIPTION("tokenErrorRate", false);

  private final String metric;
  private final boolean higherIsBetter;

  TaskKind(String metric, boolean higherIsBetter) {
    this.metric = metric;
    this.higherIsBetter = higherIsBetter;
  }

  /** Name of the metric, as reports print it. */
  public String metric() {
    return metric;
  }

  /** Whether a greater value of the metric is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
