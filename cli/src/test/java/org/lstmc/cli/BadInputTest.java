package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.manifest.ModelLock;

/** Whatever is wrong: one clear line, the right exit code, nothing lost. */
class BadInputTest {
  @TempDir static Path folder;

  @BeforeAll
  static void trainOne() {
    Path good = folder.resolve("good.json");
    assertThat(Run.train(good, "--no-simulate").code()).isZero();
    String base = "-q -m " + good + " --no-simulate --no-evaluate -o " + folder;
    made("prune", base + "/pruned.json --ratio-wx 0.5 --no-retrain");
    made("circulantize", base + "/circulant.json --block-wx 4");
  }

  private static void made(String command, String options) {
    Run run = Run.of((Object[]) (command + " " + options).split(" "));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "|2|a command is missing",
        "trian --data reber|2|did you mean train",
        "train|2|--data",
        "train --data rebber -o $/x.json|2|did you mean 'reber'",
        "train --data reber --data-option trian=3 -o $/x.json|2|trian",
        "train --data reber --data-option test=0 -o $/x.json|2|test",
        "train --data ptb:$/nowhere -o $/x.json|5|nowhere",
        "train --data reber --hidden 0 -o $/x.json|2|--hidden 0",
        "train --data reber --epochs 0 -o $/x.json|2|epochs",
        "train --data reber --learning-rate -1 -o $/x.json|2|learning rate",
        "train --data reber --optimizer adamw -o $/x.json|2|--optimizer",
        "prune -m $/nowhere.json --ratio-wx 0.5 --ratio-wh 0.5|5|no such file",
        "prune -m $/good.json -o $/x.json --ratio-wx 1 --ratio-wh 0.5|2|up to but not including 1",
        "prune -m $/good.json -o $/x.json --ratio-wx -0.1 --ratio-wh 0.5|2|up to but not including 1",
        "prune -m $/good.json -o $/x.json --ratio-wx 0.5 --ratio-wh 0.99|5|layers.0.wh",
        "prune -m $/good.json -o $/x.json|2|no ratio given",
        "prune -m $/good.json -o $/x.json --search|2|--overall",
        "prune -m $/good.json -o $/x.json --search --overall 0.5 --ratio-wx 0.5|2|leave out",
        "prune -m $/good.json -o $/x.json --ratio-wx 0.5 --ratio layers.9.wx=0.5|2|fits no matrix",
        "prune -m $/good.json -o $/x.json --ratio-wx 0.5 --pattern diagonal|2|diagonal",
        "prune -m $/good.json -o $/x.json --ratio-wx 0.5 --no-retrain --epochs 3|2|leave out --no-retrain",
        "prune -m $/circulant.json -o $/x.json --ratio-wx 0.5 --no-retrain|2|block-circulant; zeros would",
        "circulantize -m $/good.json -o $/x.json|2|no block size given",
        "circulantize -m $/good.json -o $/x.json --block-wx 0|2|layers.0.wx: block size 0: must be a power",
        "circulantize -m $/good.json -o $/x.json --block-wx 3|2|layers.0.wx: block size 3: must be a power",
        "circulantize -m $/good.json -o $/x.json --block-wh 2048|2|block size 2048: must be a power",
        "circulantize -m $/good.json -o $/x.json --block-wh 64|2|the matrix is only 32 x 8",
        "circulantize -m $/good.json -o $/x.json --block layers.3.wh=4|2|fits no matrix",
        "circulantize -m $/good.json -o $/x.json --block wx.i=4|2|leave out .i",
        "circulantize -m $/good.json -o $/x.json --block-wx eight|2|--block-wx",
        "circulantize -m $/good.json -o $/x.json --block-wx 4 --epochs 3|2|add --fine-tune",
        "circulantize -m $/pruned.json -o $/x.json --block-wx 4|2|layers.0.wx is row-balanced",
        "circulantize -m $/nowhere.json -o $/x.json --block-wx 4|5|no such file",
        "train-admm -m $/good.json -o $/x.json|2|--constraint",
        "train-admm -m $/good.json -o $/x.json --constraint diagonal|2|circulant, row-balanced, bank-balanced",
        "train-admm -m $/good.json -o $/x.json --constraint circulant|2|needs block sizes: --block-size",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --ratio-wx 0.5|2|leave out the ratios",
        "train-admm -m $/good.json -o $/x.json --constraint row-balanced --block-wx 4|2|leave out the block",
        "train-admm -m $/good.json -o $/x.json --constraint row-balanced --ratio-wx 1|2|ratio 1.0",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 1|2|leave every matrix dense",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 3|2|block size 3",
        "train-admm -m $/good.json -o $/x.json --constraint bank-balanced --ratio-wx 0.5 --constraint-option pes=3|2|has no parameter 'pes'",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho 0|2|rho is 0.0; allowed is above 0",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho -1|2|rho is -1.0; allowed is above 0",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho NaN|2|rho is NaN; allowed is above 0",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho 1e-3x|2|--rho",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho-of wh=0.1|2|layers.0.wh",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho-of wz=0.1|2|write [layers.N.]wx",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho-schedule falling|2|--rho-schedule",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --rho-factor 0.5|2|factor of rho is 0.5",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --epochs 4 --admm-epochs 4|2|leave none of the 4 epochs",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --tolerance -1|2|tolerance is -1.0",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --update-epochs 1 --update-steps 3|2|one of the two",
        "train-admm -m $/good.json -o $/x.json --constraint circulant --block-wx 4 --epochs 3 --learning-rate 1000|3|diverges",
        "train-admm -m $/pruned.json -o $/x.json --constraint circulant --block-wx 4|2|layers.0.wx is row-balanced",
        "train-admm -m $/circulant.json -o $/x.json --constraint row-balanced --ratio-wx 0.5|2|is block-circulant",
        "prune -m $/good.json -o $/x.json --ratio-wx 0.5 --init-scale 0.1|2|--init-scale",
        "train --data reber --hidden 8 -o $/x.json --block-wx 6|2|layers.0.wx: block size 6",
        "train --data reber --hidden 8 -o $/x.json --block-wh 128|2|the matrix is only 32 x 8",
        "quantize -m $/good.json -o $/x.json --width 12 --epochs 3|2|add --fine-tune",
        "quantize -m $/good.json -o $/x.json --weights fixed<16>|5|fixed<W,I>",
        "quantize -m $/good.json -o $/x.json --weights fixed<1,1>|5|2 to 62 bits",
        "quantize -m $/good.json -o $/x.json --format-of layers.7.wx=12|2|fits no tensor",
        "quantize -m $/good.json -o $/x.json --sigmoid cubic:3|2|--sigmoid",
        "quantize -m $/good.json -o $/x.json --rounding UP|2|--rounding",
        "simulate -m $/good.json --accelerator tpu|2|brds",
        "simulate -m $/good.json --device xc9999|2|xc9999",
        "simulate -m $/good.json --clock-mhz 0|2|clock",
        "simulate -m $/good.json --set lanes=3|2|lanes",
        "simulate -m $/good.json --check 2|2|not quantized",
        "simulate --shape lstm:3|2|lstm:INPUT,HIDDEN",
        "simulate --shape lstm:8,8 --ratio-wx 1|2|[0,1)",
        "simulate --shape lstm:4096,4096x2 --device xcku060|4|BRAM",
        "import $/nowhere.safetensors -o $/x.json|5|no such file",
        "import $/good.json -o $/x.json|5|not a safetensors file",
        "report $/nowhere.json|5|no such file",
        "inspect -m $/nowhere.json|5|no such file",
      })
  void saysWhatIsWrong(String line, int code, String expected) {
    List<String> args =
        line == null
            ? List.of()
            : Arrays.stream(line.split(" ")).map(a -> a.replace("$", folder.toString())).toList();
    Run run = Run.of(args.toArray());
    assertThat(run.err()).contains(expected).doesNotContain("\tat ", "Exception");
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines()).as(run.err()).hasSize(1);
    assertThat(folder.resolve("x.json")).doesNotExist();
  }

  @Test
  void errorsAreJsonWhereJsonIsAsked() throws IOException {
    for (List<Object> args :
        List.<List<Object>>of(
            List.of("report", folder.resolve("gone.json"), "--format", "json"),
            List.of("--format", "json", "report", "--no-such-option"))) {
      Run run = Run.of(args.toArray());
      var error = new ObjectMapper().readTree(run.out());
      assertThat(error.at("/schema").asText()).isEqualTo("lstmc.error");
      assertThat(error.at("/exitCode").asInt()).isEqualTo(run.code()).isIn(2, 5);
    }
  }

  @Test
  void debugAddsAStackTrace() {
    assertThat(Run.of("--debug", "inspect", folder.resolve("gone.json")).err())
        .contains("\tat org.lstmc");
  }

  @Test
  void aSecondWriterIsTurnedAway() throws IOException {
    Path m = folder.resolve("locked.json");
    Files.copy(folder.resolve("good.json"), m);
    byte[] before = Files.readAllBytes(m);
    try (ModelLock held = ModelLock.acquire(m)) {
      Run run = Run.of("quantize", "-m", m);
      assertThat(run.code()).isEqualTo(5);
      assertThat(run.err()).contains("another lstmc process is writing this model");
      assertThat(held).isNotNull();
    }
    assertThat(Files.readAllBytes(m)).isEqualTo(before);
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command :
        List.of(
            "train",
            "import",
            "prune",
            "circulantize",
            "quantize",
            "simulate",
            "report",
            "inspect")) {
      Run run = Run.of(command, "--help");
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("Examples:", "  lstmc " + command);
    }
    assertThat(Run.of("data").out()).contains("--data reber");
  }
}
