package org.lstmc.core.data.speech;

import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.decode.Transcriber;

/** What formats of transcription have in common. */
final class TranscriptionOptions {
  /** How strings are decoded whenever the model is scored. */
  static final OptionInfo BEAM =
      new OptionInfo(
          Transcriber.BEAM_OPTION,
          "0",
          "of strings: 0 (greedy) or the width of a prefix beam search, up to "
              + Transcriber.MOST_BEAM);

  private TranscriptionOptions() {}

  /** Refuses a beam that is no width. */
  static void check(Options options) {
    options.integer(Transcriber.BEAM_OPTION, 0, Transcriber.MOST_BEAM);
  }
}
