package org.lstmc.core.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.Tensor;

/**
 * Just enough of ONNX's protobuf (onnx.proto: TensorProto, ModelProto.graph.initializer) to read
 * the float tensors of gold vectors.
 */
final class OnnxTensors {
  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;
  private static final int DIMS = 1;
  private static final int NAME = 8;
  private static final int RAW = 9;

  private OnnxTensors() {}

  /** A tensor in a file of its own. */
  static Tensor tensor(Path file) {
    return tensor(bytes(file)).getValue();
  }

  /** The weights inside a model, by name. */
  static Map<String, Tensor> weights(Path model) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Field m : fields(bytes(model))) {
      if (m.number == GRAPH) {
        for (Field g : fields(m.bytes)) {
          if (g.number == INITIALIZER) {
            Map.Entry<String, Tensor> t = tensor(g.bytes);
            all.put(t.getKey(), t.getValue());
          }
        }
      }
    }
    return all;
  }

  private record Field(int number, long value, ByteBuffer bytes) {}

  private static Map.Entry<String, Tensor> tensor(ByteBuffer message) {
    List<Integer> dims = new ArrayList<>();
    String name = "";
    ByteBuffer raw = null;
    for (Field f : fields(message)) {
      if (f.number == DIMS && f.bytes == null) {
        dims.add((int) f.value);
      } else if (f.number == DIMS) {
        while (f.bytes.hasRemaining()) {
          dims.add((int) varint(f.bytes));
        }
      } else if (f.number == NAME) {
        name = StandardCharsets.UTF_8.decode(f.bytes).toString();
      } else if (f.number == RAW) {
        raw = f.bytes;
      }
    }
    Tensor t = Tensor.zeros(dims.stream().mapToInt(d -> d).toArray());
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(t.data());
    return Map.entry(name, t);
  }

  private static List<Field> fields(ByteBuffer message) {
    ByteBuffer in = message.duplicate();
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      switch (key & 7) {
        case 0 -> fields.add(new Field(key >> 3, varint(in), null));
        case 2 -> {
          int length = (int) varint(in);
          fields.add(new Field(key >> 3, 0, in.slice(in.position(), length)));
          in.position(in.position() + length);
        }
        case 5 -> in.position(in.position() + Integer.BYTES);
        default -> throw new IllegalArgumentException("wire type " + (key & 7));
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static ByteBuffer bytes(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
