package org.lstmc.core.quantize.datapath;

import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.TaskKind;

/** Runs a few sequences from zero state and scores them. */
interface SequenceRunner {
  /** Scores sequences, longest first, into as many scores; adds to the counts. */
  void run(List<Sequence> sequences, TaskKind task, SequenceScore[] scores, EventCounts events);
}
