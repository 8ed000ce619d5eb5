package org.lstmc.core.model;

import java.util.List;
import java.util.Map;

/**
 * What the network was trained for, with all that is needed to prepare data again exactly.
 *
 * @param kind the task
 * @param data name of the data set's format, such as {@code reber} or {@code ptb}
 * @param synthetic whether the data are made up, in whole or by changing real ones
 * @param path the folder or file the user named, as named; null for generated data
 * @param options what shapes the data (seed, sizes, level, features), sorted by key
 * @param sha256 hash over the files that were read, null for generated data
 * @param vocabulary tokens in index order; empty for features
 * @param labels class names in index order; empty where the vocabulary serves. Transcription has
 *     one class more, CTC's blank
 * @param scoredAs transcription: as what each label counts when strings are compared, one name a
 *     label, the empty name for a label that is left out; an empty list where labels count as they
 *     are
 * @param featureMean per feature, subtracted; empty where none
 * @param featureStd per feature, divided by; empty where none
 */
public record Task(
    TaskKind kind,
    String data,
    boolean synthetic,
    String path,
    Map<String, String> options,
    String sha256,
    List<String> vocabulary,
    List<String> labels,
    List<String> scoredAs,
    float[] featureMean,
    float[] featureStd) {
  /** A task on data as they were found. */
  public Task(
      TaskKind kind,
      String data,
      String path,
      Map<String, String> options,
      String sha256,
      List<String> vocabulary,
      List<String> labels,
      List<String> scoredAs,
      float[] featureMean,
      float[] featureStd) {
    this(
        kind,
        data,
        false,
        path,
        options,
        sha256,
        vocabulary,
        labels,
        scoredAs,
        featureMean,
        featureStd);
  }
}
