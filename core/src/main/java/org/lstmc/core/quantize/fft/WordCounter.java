package org.lstmc.core.quantize.fft;

/** Takes note of words that left their format. */
@FunctionalInterface
public interface WordCounter {
  /** Takes note of nothing. */
  WordCounter NONE = (signal, words) -> {};

  /** So many more words of a signal. */
  void add(String signal, long words);
}
