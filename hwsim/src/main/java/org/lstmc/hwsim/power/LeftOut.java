package org.lstmc.hwsim.power;

/**
 * A published power and three predictions of it.
 *
 * @param row what was published
 * @param use whether it was fitted
 * @param fittedW fitted on all calibration rows, as machines and chips report it
 * @param withoutRowW fitted without this row, and without its parts; the same as fitted for a test
 * @param withoutGroupW fitted without any row of its system or chip
 */
public record LeftOut(
    Observation row, Use use, double fittedW, double withoutRowW, double withoutGroupW) {
  /** Whether fits use a row. */
  public enum Use {
    /** In the calibration. */
    CALIBRATION("yes", "in the calibration"),
    /** A sum whose parts are in it. */
    PARTS("its parts", "its parts in the calibration"),
    /** Never fitted. */
    TEST("test", "a test");

    private final String label;
    private final String words;

    Use(String label, String words) {
      this.label = label;
      this.words = words;
    }

    /** As tables print it. */
    public String label() {
      return label;
    }

    /** In a sentence. */
    public String words() {
      return words;
    }
  }

  /** What the fitted prediction is above the publication, in percent of that. */
  public double fittedPercent() {
    return percent(fittedW);
  }

  /** The same of the prediction without this row. */
  public double withoutRowPercent() {
    return percent(withoutRowW);
  }

  /** The same of the prediction without its system or chip. */
  public double withoutGroupPercent() {
    return percent(withoutGroupW);
  }

  /** How far the publication is from the prediction without its system, in percent of that. */
  public double missPercent() {
    return 100 * Math.abs(row.publishedW() / withoutGroupW - 1);
  }

  private double percent(double predictedW) {
    return 100 * (predictedW / row.publishedW() - 1);
  }
}
