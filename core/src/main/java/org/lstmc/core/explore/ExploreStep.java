package org.lstmc.core.explore;

/**
 * One decision of Phase I.
 *
 * @param stage which part of the phase
 * @param point what it was about
 * @param verdict what became of it
 * @param outcome of its training; null where it was not trained
 * @param loss against the dense network, in units of the metric; NaN where not trained
 * @param storedWords numbers that the recurrent layers' matrices store
 * @param answer the machine's; null for the dense baseline, which it does not run
 * @param why in one sentence
 */
public record ExploreStep(
    Stage stage,
    DesignPoint point,
    Verdict verdict,
    Trial.Outcome outcome,
    double loss,
    long storedWords,
    MachineAnswer answer,
    String why) {
  /** Parts of Phase I, in order. */
  public enum Stage {
    /** The dense network that everything is held against. */
    BASELINE("baseline"),
    /** Training at the lower bound. */
    SANITY("sanity"),
    /** Larger blocks everywhere. */
    GROW("larger k"),
    /** A GRU in place of the LSTM. */
    CELL("LSTM to GRU"),
    /** Larger blocks of the input matrices and projections alone. */
    INPUT("larger input k");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }

  /** What became of a point. */
  public enum Verdict {
    /** What others are measured by. */
    REFERENCE("reference"),
    /** It held the bound and is the best so far. */
    TAKEN("taken"),
    /** It was trained and missed the bound. */
    REFUSED("refused"),
    /** It was not trained. */
    NOT_TRIED("not tried");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }
}
