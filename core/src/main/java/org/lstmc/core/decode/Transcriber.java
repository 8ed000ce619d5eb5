package org.lstmc.core.decode;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/** Transcribes and judges as a task says, so that every evaluation of a model does the same. */
public final class Transcriber {
  /** The data option that says how to decode: 0 for greedily, else the width of a beam search. */
  public static final String BEAM_OPTION = "beam";

  /** The widest beam. */
  public static final int MOST_BEAM = 1000;

  private final int classes;
  private final Decoder decoder;
  private final LabelFolding folding;

  private Transcriber(int classes, Decoder decoder, LabelFolding folding) {
    this.classes = classes;
    this.decoder = decoder;
    this.folding = folding;
  }

  /**
   * The transcriber of a task; null for a task that is not transcription.
   *
   * @param classes of the network: labels and the blank
   */
  public static Transcriber of(Task task, int classes) {
    if (task.kind() != TaskKind.TRANSCRIPTION) {
      return null;
    }
    return new Transcriber(classes, decoder(task), LabelFolding.of(classes - 1, task.scoredAs()));
  }

  private static Decoder decoder(Task task) {
    String text = task.options().getOrDefault(BEAM_OPTION, "0");
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MOST_BEAM) {
      throw LstmcException.badInput(
          "the task's option %s is '%s', must be a whole number from 0 to %d",
          BEAM_OPTION, text, MOST_BEAM);
    }
    int width = Integer.parseInt(text);
    return width == 0 ? new GreedyDecoder() : new PrefixBeamDecoder(width);
  }

  /** The string that is heard. Logits are step-major, [steps * classes]. */
  public int[] transcribe(double[] logits, int steps) {
    return decoder.decode(LogSum.softmax(logits, steps, classes), steps, classes);
  }

  /** Judges the logits of a whole sequence, step-major [steps * classes], against its labels. */
  public Transcription judge(double[] logits, int steps, int[] labels) {
    double[] logs = LogSum.softmax(logits, steps, classes);
    int[] truth = folding.fold(labels);
    int[] found = folding.fold(decoder.decode(logs, steps, classes));
    return new Transcription(
        truth.length,
        Edits.between(truth, found),
        CtcLikelihood.negativeLog(logs, steps, classes, labels));
  }
}
