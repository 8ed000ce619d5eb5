package org.lstmc.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

class TranscriberTest {
  private static final List<String> LABELS = List.of("a", "b", "c", "d");

  private static Task task(TaskKind kind, List<String> scoredAs, String beam) {
    Map<String, String> options = beam == null ? Map.of() : Map.of("beam", beam);
    return new Task(kind, "x", null, options, null, List.of(), LABELS, scoredAs, null, null);
  }

  /** Logits that say a path without doubt. */
  private static double[] path(int... classes) {
    double[] logits = new double[5 * classes.length];
    for (int t = 0; t < classes.length; t++) {
      logits[5 * t + classes[t]] = 50;
    }
    return logits;
  }

  @Test
  void foldsBeforeItCompares() {
    // Decoded a b c d; c counts as a, d not at all: a b a. The truth b b c counts as b b a.
    Transcriber folded =
        Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of("a", "b", "a", ""), null), 5);
    Transcription t = folded.judge(path(0, 4, 1, 2, 3), 5, new int[] {1, 1, 2, 3});
    assertThat(t.labels()).isEqualTo(3);
    assertThat(t.edits()).isEqualTo(new Edits(1, 0, 0));
    Transcriber plain = Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of(), null), 5);
    Transcription p = plain.judge(path(0, 4, 1, 2, 3), 5, new int[] {1, 1, 2, 3});
    assertThat(p.labels()).isEqualTo(4);
    assertThat(p.edits()).isEqualTo(new Edits(1, 0, 0));
    assertThat(p.negativeLogLikelihood()).isEqualTo(t.negativeLogLikelihood());
  }

  @Test
  void mergesOnlyRepeatsOfThePath() {
    Transcriber t =
        Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of("a", "a", "c", "d"), null), 5);
    assertThat(t.transcribe(path(0, 0, 4, 0, 1), 5)).containsExactly(0, 0, 1);
    // a a b counts as three a, since folding comes after the path was read.
    assertThat(t.judge(path(0, 0, 4, 0, 1), 5, new int[] {0, 0, 0}).edits().total()).isZero();
  }

  @Test
  void theTaskSaysHowToDecode() {
    double blank = Math.log(0.6);
    double[] logits = {Math.log(0.4), -50, -50, -50, blank, Math.log(0.4), -50, -50, -50, blank};
    Transcriber greedy = Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of(), "0"), 5);
    Transcriber beam = Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of(), "4"), 5);
    assertThat(greedy.transcribe(logits, 2)).isEmpty();
    assertThat(beam.transcribe(logits, 2)).containsExactly(0);
    assertThat(Transcriber.of(task(TaskKind.FRAME_LABELLING, List.of(), null), 5)).isNull();
    assertThatThrownBy(() -> Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of(), "wide"), 5))
        .hasMessageContaining("option beam is 'wide'");
    assertThatThrownBy(() -> Transcriber.of(task(TaskKind.TRANSCRIPTION, List.of("a"), null), 5))
        .hasMessageContaining("names 1 labels to score as, for 4 labels");
  }
}
