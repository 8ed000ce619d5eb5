package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lstmc.core.LstmcException;

/**
 * Shows that the check can fail: flips single bits of weights, tables and constants, and demands
 * that the comparison notices.
 *
 * @param tried mutations
 * @param different noticed by an output or a cycle that differs
 * @param refused constants with which the Verilog does not compile or does not run
 * @param survivors mutations that changed no output of this stimulus
 */
public record MutationRun(int tried, int different, int refused, List<String> survivors) {
  /** A changed constant may let the simulation run on for ever. */
  private static final long MUTANT_SECONDS = 120;

  /** Noticed mutations of all, in percent. */
  public double caughtPercent() {
    return tried == 0 ? 100 : 100.0 * (different + refused) / tried;
  }

  /**
   * Runs mutations on a copy of an exported folder that passes as it is.
   *
   * @param scratch a copy of the folder, which is changed and restored
   * @param tool simulator for changed memories; constants are tried on Icarus where it is
   *     installed, because it need not compile C++
   * @param said told of every mutation
   */
  public static MutationRun of(
      Path scratch, RtlTool tool, int count, long seed, Consumer<String> said) {
    RtlTool constants = RtlTool.ICARUS.present() ? RtlTool.ICARUS : tool;
    Cosim memories = new Cosim(tool, scratch).build().within(MUTANT_SECONDS);
    int different = 0;
    int refused = 0;
    List<String> survivors = new ArrayList<>();
    for (Mutation m : Mutation.draw(scratch, count, seed)) {
      Path file = scratch.resolve(m.file());
      String verdict;
      try {
        String original = Files.readString(file);
        try {
          Files.writeString(file, m.text());
          verdict = verdict(m, constants, memories, scratch);
        } finally {
          Files.writeString(file, original);
        }
      } catch (IOException e) {
        throw LstmcException.badInput("%s: %s", file, e.getMessage());
      }
      if (verdict == null) {
        survivors.add(m.what());
      } else if (verdict.startsWith("refused")) {
        refused++;
      } else {
        different++;
      }
      said.accept(m.what() + ": " + (verdict == null ? "NOT NOTICED" : verdict));
    }
    return new MutationRun(count, different, refused, List.copyOf(survivors));
  }

  /** What was noticed; null if nothing. */
  private static String verdict(Mutation m, RtlTool constants, Cosim memories, Path scratch) {
    Cosim sim = memories;
    if (m.recompiles()) {
      sim = new Cosim(constants, scratch).within(MUTANT_SECONDS);
      try {
        sim.build();
      } catch (LstmcException e) {
        return "refused by " + constants.command();
      }
    }
    try {
      return sim.run(1).values().stream()
          .filter(v -> !v.passed())
          .map(CosimVerdict::message)
          .findFirst()
          .orElse(null);
    } catch (LstmcException e) {
      return "refused: " + e.getMessage();
    }
  }
}
