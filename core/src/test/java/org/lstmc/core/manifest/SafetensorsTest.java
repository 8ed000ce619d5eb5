package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;

class SafetensorsTest {
  private static final Path FILE = Path.of("x.safetensors");

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|4|truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|8|does not fill",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|8|shape",
        "{\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}}|8|'Q4'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|12|gap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|12|belong to no tensor",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}|0|does not fill",
        "{\"a\":1,\"a\":2}|0|Duplicate",
        "[]|0|no JSON object",
        "{{|0|no JSON",
      })
  void refusesWithTheReason(String header, int dataBytes, String expected) {
    assertThatThrownBy(() -> Safetensors.parse(FILE, file(header, dataBytes)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining("x.safetensors");
  }

  @Property(tries = 300)
  void neverFailsOtherwiseOnNoise(@ForAll @Size(max = 200) byte[] noise) {
    try {
      Safetensors.parse(FILE, noise);
    } catch (LstmcException e) {
      assertThat(e.getMessage()).contains("x.safetensors");
    }
  }

  @Property(tries = 300)
  void neverFailsOtherwiseOnADamagedHeader(
      @ForAll @IntRange(min = 8, max = 70) int at, @ForAll @ByteRange byte value) {
    byte[] bytes = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
    bytes[Math.min(at, bytes.length - 1)] = value;
    try {
      Safetensors.parse(FILE, bytes);
    } catch (LstmcException e) {
      assertThat(e.getMessage()).contains("x.safetensors");
    }
  }

  @Property(tries = 500)
  void halfFloatsAgreeWithTheirDefinition(@ForAll short bits) {
    int exponent = (bits >> 10) & 31;
    int fraction = bits & 1023;
    double magnitude =
        exponent == 0
            ? fraction * Math.pow(2, -24)
            : exponent < 31
                ? (1 + fraction / 1024.0) * Math.pow(2, exponent - 15)
                : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    assertThat(Double.valueOf(HalfFloat.toFloat(bits)))
        .isEqualTo(Double.valueOf(bits < 0 ? -magnitude : magnitude));
  }

  @org.junit.jupiter.api.Test
  void roundTripsLongs() {
    long[] values = new Random(3).longs(20).toArray();
    assertThat(Safetensors.Entry.of(values).toLongs()).isEqualTo(values);
  }
}
