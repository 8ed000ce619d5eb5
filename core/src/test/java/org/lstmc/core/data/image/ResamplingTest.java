package org.lstmc.core.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.model.ImageShape;

/** Bilinear resampling against PyTorch's. */
class ResamplingTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static float[] resampled(byte[] pixels, ImageShape from, ImageShape to) {
    float[] out = new float[to.size() + 2];
    new Resampling(from, to).apply(pixels, 3, out, 2);
    assertThat(out[0] + out[1]).isZero();
    return out;
  }

  @Test
  void halfTheSizeIsTheMeanOfFour() {
    byte[] pixels = {9, 9, 9, 10, 20, (byte) 200, 0, 30, 40, 0, (byte) 255};
    float[] half = resampled(pixels, new ImageShape(2, 4, 1), new ImageShape(1, 2, 1));
    assertThat(half[2]).isEqualTo((10 + 20 + 30 + 40) / 4f);
    assertThat(half[3]).isEqualTo((200 + 255) / 4f);
  }

  @ParameterizedTest
  @CsvSource({"28,28,1,16", "32,32,3,11", "9,6,2,20"})
  void isPyTorchsInterpolate(int h, int w, int c, int side)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(PYTHON), "skipped: no /usr/bin/python3 with torch (python3-torch)");
    ImageShape from = new ImageShape(h, w, c);
    ImageShape to = new ImageShape(side, side, c);
    byte[] pixels = new byte[3 + from.size()];
    new Random(1).nextBytes(pixels);
    String script =
        String.join(
            "\n",
            "import sys, numpy as np, torch",
            "x = np.frombuffer(sys.stdin.buffer.read(), np.uint8)[3:].astype(np.float32)",
            "x = torch.from_numpy(x.reshape(1, %d, %d, %d)).permute(0, 3, 1, 2) / 255",
            "y = torch.nn.functional.interpolate(x, size=(%d, %d), mode='bilinear',",
            "    align_corners=False)",
            "sys.stdout.buffer.write(y.permute(0, 2, 3, 1).contiguous().numpy().tobytes())");
    Process p =
        new ProcessBuilder(PYTHON.toString(), "-c", String.format(script, h, w, c, side, side))
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    try (var in = p.getOutputStream()) {
      in.write(pixels);
    }
    byte[] theirs = p.getInputStream().readAllBytes();
    String errors = new String(p.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeFalse(errors.contains("No module named"), errors);
    assertThat(p.waitFor()).as(errors).isZero();
    ByteBuffer expected = ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN);
    float[] found = resampled(pixels, from, to);
    assertThat(theirs).hasSize(4 * to.size());
    double most = 0;
    for (int i = 0; i < to.size(); i++) {
      most = Math.max(most, Math.abs(expected.getFloat() - found[2 + i] / 255.0));
    }
    assertThat(most).isLessThan(2e-6);
  }
}
