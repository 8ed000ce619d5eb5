package org.lstmc.hwsim.parts.circulant.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.lstmc.core.model.CellType;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.hwsim.rtl.Cosim;
import org.lstmc.hwsim.rtl.CosimVerdict;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;
import org.opentest4j.TestAbortedException;

/** Random legal networks and machines, six to a simulation. */
class CirculantRtlPropertyTest {
  private static final int TOGETHER = 6;

  /** An assumption inside a property would be a try that was rejected, not a skipped test. */
  static final class WithoutIcarus implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      try {
        Tools.assumePresent(RtlTool.ICARUS);
      } catch (TestAbortedException e) {
        return SkipResult.skip(e.getMessage());
      }
      return SkipResult.doNotSkip();
    }
  }

  @AddLifecycleHook(WithoutIcarus.class)
  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void randomConfigurationsAreExact(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<RtlCase> cases = new ArrayList<>();
    List<RtlDesign> designs = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      cases.add(random(random));
      designs.add(cases.get(i).design("d" + i));
    }
    Path folder = Files.createTempDirectory("lstmc-rtl").resolve("a");
    RtlFolder.write(folder, designs);

    for (CosimVerdict v : new Cosim(RtlTool.ICARUS, folder).build().run(1).values()) {
      RtlCase c = cases.get(Integer.parseInt(v.design().substring(1)));
      assertThat(v.passed()).as("%s: %s (%s)", c, v.message(), folder).isTrue();
    }
    try (Stream<Path> files = Files.walk(folder.getParent())) {
      for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(f);
      }
    }
  }

  private static RtlCase random(Random r) {
    CellType cell = CellType.values()[r.nextInt(CellType.values().length)];
    boolean lstm = cell == CellType.LSTM;
    int block = 2 << r.nextInt(r.nextInt(4) == 0 ? 4 : 3);
    return new RtlCase(
        cell,
        1 + r.nextInt(3),
        1 + r.nextInt(12),
        1 + r.nextInt(16),
        lstm && r.nextBoolean() ? 1 + r.nextInt(9) : 0,
        lstm && r.nextBoolean(),
        block,
        1 + r.nextInt(5),
        1 + r.nextInt(3),
        1 + r.nextInt(4),
        6 + r.nextInt(11),
        1 + r.nextInt(4),
        r.nextInt(3) == 0 ? 2 + r.nextInt(30) : 0,
        Rounding.values()[r.nextInt(Rounding.values().length)],
        Overflow.values()[r.nextInt(Overflow.values().length)],
        r.nextBoolean() ? 1 : 8,
        r.nextLong());
  }
}
