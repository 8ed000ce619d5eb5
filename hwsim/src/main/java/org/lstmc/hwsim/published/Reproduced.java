package org.lstmc.hwsim.published;

/**
 * A printed figure and ours.
 *
 * @param system the system it belongs to
 * @param row the figure
 * @param ours the same figure of the simulated design; null where there is none
 * @param percent ours above the printed one, in percent of that; null likewise
 * @param calibration whether published powers of the design, or of the one that divides it, were
 *     used to fit our power, in words; null where no power is in the figure or none is on record
 */
public record Reproduced(
    String system, PublishedRow row, Double ours, Double percent, String calibration) {
  /** How near the two are. */
  public Band band() {
    if (ours == null) {
      return Band.NOT_SIMULATED;
    }
    double off = Math.abs(percent);
    return off <= Band.CLOSE_PERCENT
        ? Band.WITHIN_5
        : off <= Band.NEAR_PERCENT ? Band.WITHIN_15 : Band.BEYOND;
  }

  /** Bands of the difference. */
  public enum Band {
    /** No more than 5 % off. */
    WITHIN_5("within 5 %"),
    /** No more than 15 % off. */
    WITHIN_15("within 15 %"),
    /** Further off. */
    BEYOND("beyond"),
    /** Printed, and not simulated here. */
    NOT_SIMULATED("not simulated");

    static final double CLOSE_PERCENT = 5;
    static final double NEAR_PERCENT = 15;
    private final String label;

    Band(String label) {
      this.label = label;
    }

    /** As tables print it. */
    public String label() {
      return label;
    }
  }
}
