package org.lstmc.core.export.c;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Split;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.RandomModels;

/** Random networks of any shape and format in C, against the integer datapath. */
class CExportPropertyTest {
  /** A random quantized model, or null where the draw asks for more bits than the contract has. */
  private static Model draw(RandomModels random, int most, boolean narrow) {
    Model dense = random.floatModel(TaskKind.FRAME_LABELLING);
    Model m = most % 2 == 0 ? random.circulant(dense) : dense;
    try {
      Model q = random.quantized(m, most, narrow);
      IntegerNetwork.of(q);
      return q;
    } catch (LstmcException e) {
      return null;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  /** An assumption inside a property would be a try that was rejected, not a skipped test. */
  static final class WithoutGcc implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return CompiledModel.hasGcc()
          ? SkipResult.doNotSkip()
          : SkipResult.skip("no gcc: apt-get install gcc");
    }
  }

  @AddLifecycleHook(WithoutGcc.class)
  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void everyLegalModelGivesTheDatapathsBits(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 32) int most, @ForAll boolean narrow)
      throws IOException {
    RandomModels random = new RandomModels(seed);
    Model m = draw(random, most, narrow);
    Assume.that(m != null);
    Split split = random.split(m, 3, 6, false);
    Path folder = Files.createTempDirectory("lstmc-c");
    CExport e = CExport.of(new StoredModel(null, "-", m), "net", split.sequences(), "random");
    CompiledModel c = new CompiledModel(folder.resolve("c"), e);
    c.compile("-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all")
        .equalsTheDatapath();
    delete(folder);
  }
}
