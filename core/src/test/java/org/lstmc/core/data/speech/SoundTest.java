package org.lstmc.core.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;

class SoundTest {
  private static final Path FILE = Path.of("a.wav");

  /** A RIFF wave with a chunk to be passed over before the data. */
  static byte[] wave(int rate, int channels, int bits, short... samples) {
    ByteBuffer out = ByteBuffer.allocate(58 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(50 + 2 * samples.length);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(rate);
    out.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    out.putShort((short) bits);
    out.put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(5).put(new byte[6]);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
    for (short s : samples) {
      out.putShort(s);
    }
    return out.array();
  }

  private static byte[] sphere(String fields, ByteOrder order, short... samples) {
    ByteBuffer out = ByteBuffer.allocate(1024 + 2 * samples.length).order(order);
    Arrays.fill(out.array(), 0, 1024, (byte) ' ');
    out.put(("NIST_1A\n   1024\n" + fields + "end_head\n").getBytes(StandardCharsets.US_ASCII));
    out.position(1024);
    for (short s : samples) {
      out.putShort(s);
    }
    return out.array();
  }

  private static String fields(String order, int count) {
    return "sample_rate -i 8000\nchannel_count -i 1\nsample_n_bytes -i 2\nsample_count -i "
        + count
        + "\nsample_byte_format -s2 "
        + order
        + "\n";
  }

  @Test
  void readsWave() {
    Sound sound = Sound.read(wave(16000, 1, 16, (short) 1, (short) -2, (short) 300), FILE);
    assertThat(sound.rate()).isEqualTo(16000);
    assertThat(sound.samples()).containsExactly(1, -2, 300);
  }

  @Test
  void readsSphereOfBothByteOrders() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      String code = order == ByteOrder.LITTLE_ENDIAN ? "01" : "10";
      byte[] file = sphere(fields(code, 3), order, (short) 1, (short) -2, (short) 300);
      Sound sound = Sound.read(file, FILE);
      assertThat(sound.rate()).isEqualTo(8000);
      assertThat(sound.samples()).containsExactly(1, -2, 300);
    }
  }

  @Test
  void refusesWhatItCannotRead() {
    byte[] good = wave(16000, 1, 16, (short) 1, (short) 2);
    refused(wave(16000, 2, 16), "number of channels is 2, expected 1");
    refused(wave(16000, 1, 8), "bits a sample is 8, expected 16");
    refused(wave(1, 1, 16), "sample rate 1 Hz");
    refused(Arrays.copyOf(good, good.length - 1), "truncated: chunk 'data' says 4 bytes, 3");
    refused(Arrays.copyOf(good, 30), "truncated");
    refused(new byte[0], "neither a RIFF wave nor a NIST SPHERE");
    refused("OggS....".getBytes(StandardCharsets.US_ASCII), "neither a RIFF wave");
    refused(
        sphere(fields("01", 9), ByteOrder.LITTLE_ENDIAN, (short) 1),
        "truncated: 9 samples announced, 1 are there");
    refused(
        sphere(
            fields("01", 1) + "sample_coding -s26 pcm,embedded-shorten-v2.00\n",
            ByteOrder.LITTLE_ENDIAN,
            (short) 1),
        "sample_coding pcm,embedded-shorten-v2.00; unpack");
    refused("NIST_1A\nxx".getBytes(StandardCharsets.US_ASCII), "without a length");
  }

  private static void refused(byte[] content, String message) {
    assertThatThrownBy(() -> Sound.read(content, FILE))
        .isInstanceOf(LstmcException.class)
        .hasMessageStartingWith("a.wav: ")
        .hasMessageContaining(message);
  }
}
