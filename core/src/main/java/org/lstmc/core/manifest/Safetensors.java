package org.lstmc.core.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Tensor;

/**
 * The safetensors format: eight bytes little-endian header length, a JSON header, raw little-endian
 * data without gaps (github.com/huggingface/safetensors, README "Format").
 */
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Safetensors() {}

  /**
   * One stored tensor.
   *
   * @param dtype F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL
   * @param shape extents
   * @param data raw little-endian bytes
   */
  public record Entry(String dtype, int[] shape, ByteBuffer data) {
    /** A float tensor as F32. */
    public static Entry of(Tensor t) {
      ByteBuffer b = ByteBuffer.allocate(4 * t.data().length).order(ByteOrder.LITTLE_ENDIAN);
      b.asFloatBuffer().put(t.data());
      return new Entry("F32", t.shape(), b);
    }

    /** Integers as I64. */
    public static Entry of(long[] values) {
      ByteBuffer b = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      b.asLongBuffer().put(values);
      return new Entry("I64", new int[] {values.length}, b);
    }

    /** The I64 values of this entry. */
    public long[] toLongs() {
      long[] out = new long[data.remaining() / 8];
      data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out);
      return out;
    }

    /** The values of this entry as a float tensor; floating-point dtypes only. */
    public Tensor toTensor(String where) {
      ByteBuffer b = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      float[] out = new float[Math.toIntExact(Tensor.count(shape))];
      switch (dtype) {
        case "F32" -> b.asFloatBuffer().get(out);
        case "F64" -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = (float) b.getDouble();
          }
        }
        case "BF16" -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = Float.intBitsToFloat(b.getShort() << 16);
          }
        }
        case "F16" -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = HalfFloat.toFloat(b.getShort());
          }
        }
        default ->
            throw LstmcException.unsupported(
                "%s: stored as %s. Allowed: F64, F32, F16 or BF16", where, dtype);
      }
      return new Tensor(shape.clone(), out);
    }
  }

  /**
   * What a file holds.
   *
   * @param entries tensors by name, in file order
   * @param metadata free text by key
   */
  public record Content(Map<String, Entry> entries, Map<String, String> metadata) {
    /** The entry of that name, or a clear refusal. */
    public Entry require(Path file, String name) {
      Entry e = entries.get(name);
      if (e == null) {
        throw LstmcException.badInput(
            "%s: tensor '%s' is missing. Found: %s",
            file, name, String.join(", ", entries.keySet()));
      }
      return e;
    }
  }

  /** Writes float tensors as F32. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    tensors.forEach((name, t) -> entries.put(name, Entry.of(t)));
    writeEntries(file, entries, metadata);
  }

  /** Writes entries of any dtype, in the order given; the same content gives the same bytes. */
  public static void writeEntries(
      Path file, Map<String, Entry> entries, Map<String, String> metadata) {
    byte[] prefix = prefix(entries, metadata);
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, ByteBuffer.wrap(prefix));
          for (Entry e : entries.values()) {
            AtomicFile.writeFully(channel, e.data().duplicate().rewind());
          }
        });
  }

  /** The hash that {@link #writeEntries} would give the file. */
  static String sha256(Map<String, Entry> entries, Map<String, String> metadata) {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      digest.update(prefix(entries, metadata));
      entries.values().forEach(e -> digest.update(e.data().duplicate().rewind()));
      return java.util.HexFormat.of().formatHex(digest.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] prefix(Map<String, Entry> entries, Map<String, String> metadata) {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode m = header.putObject("__metadata__");
      new java.util.TreeMap<>(metadata).forEach(m::put);
    }
    long offset = 0;
    for (Map.Entry<String, Entry> e : entries.entrySet()) {
      ObjectNode n = header.putObject(e.getKey());
      n.put("dtype", e.getValue().dtype());
      ArrayNode shape = n.putArray("shape");
      for (int extent : e.getValue().shape()) {
        shape.add(extent);
      }
      long end = offset + e.getValue().data().capacity();
      n.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer out = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(json);
    while (out.hasRemaining()) {
      out.put((byte) ' ');
    }
    return out.array();
  }

  /** Reads a whole file; whatever is wrong with it is said in one line. */
  public static Content read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw LstmcException.badInput("%s: no such file", file);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw LstmcException.badInput("%s: too large to read (2 GiB is the limit)", file);
    }
    return parse(file, bytes);
  }

  static Content parse(Path file, byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < 8 ? -1 : all.getLong();
    if (length < 2 || length > MAX_HEADER_BYTES || length > bytes.length - 8) {
      throw notSafetensors(file, "no header of a sensible length in " + bytes.length + " bytes");
    }
    JsonNode header;
    try {
      header = JSON.readTree(new String(bytes, 8, (int) length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw notSafetensors(file, "header is no JSON: " + e.getOriginalMessage());
    }
    if (!header.isObject()) {
      throw notSafetensors(file, "header is no JSON object");
    }
    ByteBuffer data = all.slice(8 + (int) length, bytes.length - 8 - (int) length);
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    List<long[]> ranges = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> fields = header.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (field.getKey().equals("__metadata__")) {
        field
            .getValue()
            .fields()
            .forEachRemaining(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        entries.put(field.getKey(), entry(file, field.getKey(), field.getValue(), data, ranges));
      }
    }
    checkCoverage(file, ranges, data.capacity());
    return new Content(entries, metadata);
  }

  private static Entry entry(
      Path file, String name, JsonNode n, ByteBuffer data, List<long[]> ranges) {
    String dtype = n.path("dtype").asText();
    JsonNode offsets = n.path("data_offsets");
    JsonNode extents = n.path("shape");
    if (!extents.isArray() || offsets.size() != 2) {
      throw notSafetensors(file, "entry '" + name + "' lacks shape or data_offsets");
    }
    int[] shape = new int[extents.size()];
    double count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = extents.get(i).asInt(-1);
      count *= shape[i];
      if (shape[i] < 0) {
        throw notSafetensors(file, "entry '" + name + "' has the shape " + extents);
      }
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    if (begin < 0 || end < begin || end > data.capacity()) {
      throw LstmcException.badInput(
          "%s: tensor '%s' lies at bytes %d to %d but the file holds %d; it is truncated or"
              + " damaged, get it again",
          file, name, begin, end, data.capacity());
    }
    if (count * bytesOf(file, name, dtype) != end - begin) {
      throw LstmcException.badInput(
          "%s: tensor '%s' of shape %s and type %s does not fill its %d bytes",
          file, name, extents, dtype, end - begin);
    }
    ranges.add(new long[] {begin, end});
    return new Entry(dtype, shape, data.slice((int) begin, (int) (end - begin)));
  }

  private static void checkCoverage(Path file, List<long[]> ranges, int size) {
    ranges.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
    long at = 0;
    for (long[] r : ranges) {
      if (r[0] != at) {
        throw notSafetensors(file, "tensors overlap or leave a gap at byte " + at);
      }
      at = r[1];
    }
    if (at != size) {
      throw notSafetensors(file, (size - at) + " bytes belong to no tensor");
    }
  }

  private static int bytesOf(Path file, String name, String dtype) {
    if (Set.of("F64", "I64", "U64").contains(dtype)) {
      return 8;
    }
    if (Set.of("F32", "I32", "U32").contains(dtype)) {
      return 4;
    }
    if (Set.of("F16", "BF16", "I16", "U16").contains(dtype)) {
      return 2;
    }
    if (Set.of("I8", "U8", "BOOL").contains(dtype)) {
      return 1;
    }
    throw LstmcException.unsupported(
        "%s: tensor '%s' has the type '%s'. Allowed: F64, F32, F16, BF16, I64, I32, I16, I8, U8,"
            + " BOOL",
        file, name, dtype);
  }

  private static LstmcException notSafetensors(Path file, String found) {
    return LstmcException.badInput("%s: not a safetensors file: %s", file, found);
  }
}
