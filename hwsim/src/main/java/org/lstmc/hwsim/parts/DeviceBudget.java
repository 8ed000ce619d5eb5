package org.lstmc.hwsim.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.device.Device;

/**
 * What may be used of a device. The shares are what published designs on these parts reached: 98 %
 * of the DSP blocks (C-LSTM FFT16 on XCKU060), 89 % of block RAM (same), 80 % of look-up tables
 * (same; ESE 88.6 %).
 *
 * @param dsp DSP blocks
 * @param bram36 block RAMs of 36 Kb
 * @param lut look-up tables
 * @param ff flip-flops
 */
public record DeviceBudget(long dsp, double bram36, long lut, long ff) {
  private static final double DSP_SHARE = 0.98;
  private static final double BRAM_SHARE = 0.90;
  private static final double LUT_SHARE = 0.80;
  private static final double FF_SHARE = 0.80;

  /** The budget of a device; {@code dspLimit} of 0 or less leaves the usual share of DSP. */
  public static DeviceBudget of(Device d, int dspLimit) {
    long dsp = (long) Math.floor(d.dsp() * DSP_SHARE);
    return new DeviceBudget(
        dspLimit > 0 ? Math.min(d.dsp(), dspLimit) : dsp,
        Math.floor(d.bram36() * BRAM_SHARE),
        (long) Math.floor(d.lut() * LUT_SHARE),
        (long) Math.floor(d.ff() * FF_SHARE));
  }

  /** Whether all of {@code r} fits. */
  public boolean holds(Resources r) {
    return r.dsp() <= dsp && r.bram36() <= bram36 && r.lut() <= lut && r.ff() <= ff;
  }

  /** What of {@code r} does not fit, with numbers. */
  public String excess(Resources r) {
    List<String> over = new ArrayList<>();
    add(over, "DSP", r.dsp(), dsp);
    add(over, "BRAM36", r.bram36(), bram36);
    add(over, "LUT", r.lut(), lut);
    add(over, "FF", r.ff(), ff);
    return String.join(", ", over);
  }

  private static void add(List<String> over, String what, double needed, double available) {
    if (needed > available) {
      over.add(String.format(Locale.ROOT, "%s %.1f of %.0f", what, needed, available));
    }
  }
}
