package org.lstmc.hwsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.number.NumberContract;

/** The frame around exported machines, with a core of a few lines in it. */
class RtlFolderTest {
  @TempDir Path temp;

  /** Inputs 0..9; word n of step s is input + table + offset, one a cycle, from cycle 2 on. */
  static RtlDesign adder(String name, long late, long error) {
    List<BigInteger> in = new ArrayList<>();
    List<RtlOutput> out = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      in.add(BigInteger.valueOf(n));
      long value = n + (n % 2 == 0 ? 3 : -4) + 20 + (n == 7 ? error : 0);
      out.add(new RtlOutput(n / 2, n % 2, n + 2 + (n >= 8 ? late : 0), value));
    }
    BigInteger three = BigInteger.valueOf(3);
    BigInteger minusFour = BigInteger.valueOf(256 - 4);
    return new RtlDesign(
        name,
        "adder",
        "adder",
        List.of("test/adder.v"),
        Map.of("W", "8", "OFFSET", "20"),
        List.of(MemoryImage.of("IMAGE", name + ".hex", 8, List.of(three, minusFour))),
        8,
        8,
        1,
        in,
        out,
        5,
        12 + late,
        NumberContract.VERSION,
        Map.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"VERILATOR", "ICARUS"})
  void everyDifferenceIsNamed(RtlTool tool) {
    Tools.assumePresent(tool);
    Path folder = temp.resolve("a");
    RtlFolder.write(
        folder, List.of(adder("good", 0, 0), adder("wrong", 0, 1), adder("early", 1, 0)));

    Map<String, CosimVerdict> v = new Cosim(tool, folder).build().run(1);

    assertThat(v.get("good").passed()).isTrue();
    assertThat(v.get("good").message()).isEqualTo("outputs=10 cycles=12");
    assertThat(v.get("wrong").passed()).isFalse();
    assertThat(v.get("wrong").message())
        .isEqualTo("step 3, unit 1: cycle 9, expected 24 (0x18), got 23 (0x17)");
    assertThat(v.get("early").message())
        .isEqualTo(
            "step 4, unit 0: cycle 10 instead of 11 (-1), expected 31 (0x1f), got 31 (0x1f)");
  }

  private static RtlDesign probed(String name, int words, long error) {
    RtlDesign d = adder(name, 0, 0);
    List<BigInteger> hidden = new ArrayList<>();
    for (int n = 0; n < words; n++) {
      hidden.add(BigInteger.valueOf(d.outputs().get(n % 10).value() + (n == 5 ? error : 0)));
    }
    RtlProbe probe = new RtlProbe("total", "out_valid", "out_data", 7, 2, hidden);
    return new RtlDesign(
        d.name(),
        d.machine(),
        d.core(),
        d.sources(),
        d.parameters(),
        d.memories(),
        d.inputBits(),
        d.wordBits(),
        d.lanes(),
        d.stimulus(),
        d.outputs(),
        d.steps(),
        d.cycles(),
        d.contract(),
        List.of(probe),
        d.facts());
  }

  @ParameterizedTest
  @EnumSource(names = {"VERILATOR", "ICARUS"})
  void hiddenSignalsAreCompared(RtlTool tool) {
    Tools.assumePresent(tool);
    Path folder = temp.resolve("a");
    RtlFolder.write(
        folder, List.of(probed("good", 10, 0), probed("wrong", 10, 64), probed("many", 11, 0)));

    Map<String, CosimVerdict> v = new Cosim(tool, folder).build().run(1);

    assertThat(v.get("good").passed()).isTrue();
    assertThat(v.get("wrong").message())
        .isEqualTo("step 2, unit 1, signal total: cycle 7, expected 0x55, got 0x15");
    assertThat(v.get("many").passed()).isFalse();
    assertThat(v.get("many").message()).isEqualTo("total: 10 words instead of 11");
  }

  @Test
  void theSameDesignGivesTheSameBytes() throws IOException {
    RtlFolder.write(temp.resolve("a"), adder("good", 0, 0));
    RtlFolder.write(temp.resolve("b"), adder("good", 0, 0));
    RtlFolder.write(temp.resolve("b"), adder("good", 0, 0));

    assertThat(contents(temp.resolve("a"))).isEqualTo(contents(temp.resolve("b")));
    assertThat(temp.toFile().list()).containsExactlyInAnyOrder("a", "b");
    assertThat(RtlDescriptor.read(temp.resolve("a")).changed(temp.resolve("a"))).isEmpty();
  }

  @Test
  void aChangedFileAndAnotherContractAreSeen() throws IOException {
    Path a = temp.resolve("a");
    RtlFolder.write(a, adder("good", 0, 0));
    Files.writeString(a.resolve("mem/good.hex"), "00\n00\n");
    assertThat(RtlDescriptor.read(a).changed(a)).containsExactly("mem/good.hex");

    Path json = a.resolve("design.json");
    Files.writeString(
        json, Files.readString(json).replace(NumberContract.sha256(), "0".repeat(64)));
    assertThatThrownBy(() -> RtlDescriptor.read(a))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("number contract")
        .hasMessageContaining("Export again");
  }

  @Test
  void aFolderOfOthersIsNotReplaced() throws IOException {
    Path a = Files.createDirectory(temp.resolve("a"));
    Files.writeString(a.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> RtlFolder.write(a, adder("good", 0, 0)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("no earlier export");
    assertThat(a.resolve("thesis.tex")).exists();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path f : files.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(f).toString(), Files.readString(f));
      }
    }
    return all;
  }
}
